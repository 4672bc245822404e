import { asksForSpeakers } from '../../live/media/deviceList.ts'
import { micConstraints } from '../../live/media/constraints.ts'
import { type BorrowedSound, borrowSound } from '../../live/media/soundContext.ts'
import { soundFigures } from '../analysis/soundFigures.ts'
import { TUNE_SEC } from '../analysis/testTune.ts'
import { type ToneFigures, toneFigures } from '../analysis/toneFigures.ts'
import { openDevice } from '../devices/openDevice.ts'
import { playTune } from '../devices/playTune.ts'
import { SoundRecorder } from '../devices/SoundRecorder.ts'
import { pause } from '../devices/pause.ts'
import { type TestStep, unread } from './TestStep.ts'

/** The room is listened to for so long before a tune, and after it for its way back, in milliseconds. */
const BEFORE_MS = 900
const AFTER_MS = 1_100
/** Without a tune the room is listened to for so long. */
const SILENT_MS = 1_600
/** The page's sound starts within this time, or somebody has to touch the page first. */
const START_MS = 1_500
/** What a microphone that hears nothing at all gives, dBFS. */
const DEAD_DB = -85
/** The tune has to be this far above the room before what echo cancellation left of it means anything, dB. */
const CLEAR_DB = 10

/** What the microphone hears by itself: nothing that the browser makes louder, or takes for noise. */
const rawConstraints = (deviceId: string | null): MediaTrackConstraints => ({
  ...micConstraints(deviceId),
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
})

export interface SoundChoice {
  /** The remembered ones; null: any, and '' for the system's own speaker. */
  readonly micId: string | null
  readonly speakerId: string
}

/** The microphone that a meeting would take, and whether it hears the loudspeaker. */
export const soundStep = (choice: () => SoundChoice): TestStep => ({
  ids: ['microphone', 'loudspeaker'],
  limitMs: 13_000,
  async run(kind, tell, signal) {
    const { micId, speakerId } = choice()
    const opened = await openDevice('mic', micId, rawConstraints)
    const wantsTune = kind.steps.has('loudspeaker')
    const isMissing = wantsTune && (await hasNoSpeaker())
    if (isMissing) tell({ ...unread('loudspeaker'), fault: 'missing' })
    if (opened.kind === 'unread') return
    if (opened.kind === 'fault') {
      tell({ ...unread('microphone'), fault: opened.fault })
      return
    }
    const { track, label } = opened
    const sound = borrowSound()
    try {
      if (signal.aborted || !(await isRunning(sound, signal))) return
      const heard = await listen(sound.context, track, {
        speakerId: wantsTune && !isMissing ? speakerId : null,
        cancelled: kind.profile?.cancelsEcho === true ? null : micId,
        signal,
      })
      const figures = soundFigures(heard.samples, sound.context.sampleRate)
      tell({
        ...unread('microphone'),
        label,
        values: { ...figures, ...(heard.tune && { toneLevel: heard.tune.level }) },
      })
      if (!wantsTune || isMissing) return
      const isDead = figures !== null && figures.level < DEAD_DB
      tell({
        ...unread('loudspeaker'),
        // A microphone that hears nothing says nothing of the loudspeaker.
        values: isDead
          ? {}
          : { toneAbove: heard.tune?.above ?? null, toneDelay: heard.tune?.delay ?? null, echoAbove: heard.echo },
      })
    } finally {
      track.stop()
      sound.giveBack()
    }
  },
})

interface Listening {
  /** Where the tune is played; null: there is none. */
  readonly speakerId: string | null
  /** The microphone of which the echo is looked for as a meeting would send it ('' and null: any). */
  readonly cancelled: string | null
  readonly signal: AbortSignal
}

interface Heard {
  readonly samples: Float32Array
  readonly tune: ToneFigures | null
  /** Of the second tune, in what a meeting would be sent: dB above the room. */
  readonly echo: number | null
}

async function listen(
  context: AudioContext,
  track: MediaStreamTrack,
  { speakerId, cancelled, signal }: Listening,
): Promise<Heard> {
  const raw = new SoundRecorder(context, track)
  const sent = speakerId === null ? null : await openDevice('mic', cancelled, micConstraints)
  const asSent = sent?.kind === 'open' ? new SoundRecorder(context, sent.track) : null
  try {
    if (speakerId === null || signal.aborted) {
      await pause(SILENT_MS, signal)
      return { samples: raw.samples(), tune: null, echo: null }
    }
    const sound = async () => {
      const tune = await playTune(context, speakerId, BEFORE_MS / 1_000)
      await pause(BEFORE_MS + TUNE_SEC * 1_000 + AFTER_MS, signal)
      tune.close()
      return tune.startsAt
    }
    const first = await sound()
    const samples = raw.samples()
    const tune = toneFigures(samples, context.sampleRate, first - raw.startedAt)
    if (!asSent || (tune?.above ?? 0) < CLEAR_DB) return { samples, tune, echo: null }
    // By the second time the browser has learnt the way from the loudspeaker to the microphone.
    const from = context.currentTime
    const second = await sound()
    const skipped = Math.round((from - asSent.startedAt) * context.sampleRate)
    const echo = toneFigures(asSent.samples().subarray(skipped), context.sampleRate, second - from)
    return { samples, tune, echo: echo?.above ?? null }
  } finally {
    raw.close()
    asSent?.close()
    if (sent?.kind === 'open') sent.track.stop()
  }
}

/** The page's sound waits for the first touch, unless the browser was told otherwise. */
async function isRunning({ context }: BorrowedSound, signal: AbortSignal): Promise<boolean> {
  const end = performance.now() + START_MS
  while (context.state !== 'running' && performance.now() < end && !signal.aborted) {
    void context.resume().catch(() => undefined)
    await pause(50, signal)
  }
  return context.state === 'running'
}

/** True where the browser tells of loudspeakers and has none. Firefox tells only of those that somebody let it use. */
async function hasNoSpeaker(): Promise<boolean> {
  if (!('setSinkId' in HTMLMediaElement.prototype) || asksForSpeakers()) return false
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => [])
  return devices !== undefined && devices.length > 0 && !devices.some(({ kind }) => kind === 'audiooutput')
}
