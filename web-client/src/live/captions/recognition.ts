/** The part of the browser's speech recognition that is used (https://webaudio.github.io/web-speech-api/); TypeScript's DOM has none of it. */
export interface RecognitionResult {
  readonly isFinal: boolean
  readonly [index: number]: { readonly transcript: string }
}
export interface RecognitionEvent extends Event {
  readonly results: ArrayLike<RecognitionResult>
}
export interface RecognitionError extends Event {
  readonly error: string
}
export interface Recogniser extends EventTarget {
  lang: string
  continuous: boolean
  interimResults: boolean
  processLocally: boolean
  start(track: MediaStreamTrack): void
  abort(): void
}
interface Wanted {
  readonly langs: readonly string[]
  readonly processLocally: true
}
export interface Recognition {
  new (): Recogniser
  available(wanted: Wanted): Promise<string>
  install(wanted: Wanted): Promise<boolean>
}

/** Meetings are held in Vietnamese. */
export const LANGUAGE = 'vi-VN'
/** On this device and nowhere else: what is said in a meeting is nobody else's. */
const wanted: Wanted = { langs: [LANGUAGE], processLocally: true }

/** `ready`; `fetchable`: the browser says that it could get it; `none`: it writes no Vietnamese on this device. */
export type Captioning = 'ready' | 'fetchable' | 'none'

/** Null where the browser has no recognition that stays on the device. */
export const ownRecognition = (): Recognition | null =>
  'SpeechRecognition' in window &&
  typeof window.SpeechRecognition === 'function' &&
  'available' in window.SpeechRecognition
    ? (window.SpeechRecognition as Recognition)
    : null

/** What a browser can do for captions. Never fails. */
export async function captioningOf(recognition: Recognition | null): Promise<Captioning> {
  const is = await recognition?.available(wanted).catch(() => 'unavailable')
  if (is === 'available') return 'ready'
  return is === 'downloadable' || is === 'downloading' ? 'fetchable' : 'none'
}

/** Has the browser get what it needs. Never fails. @returns whether captions can be written now */
export async function fetchCaptioning(recognition: Recognition | null): Promise<boolean> {
  const isThere = await recognition?.install(wanted).catch(() => false)
  // A browser may say yes to what it has not.
  return isThere === true && (await captioningOf(recognition)) === 'ready'
}
