/**
 * The steps of a room's test, as data: what is measured, and from where on it is weak or bad. Both sides judge by them: the page says at
 * once what is wrong, the server believes figures and no verdicts.
 */
import { z } from 'zod'
import { OLDEST_ENGINE } from '../core/browsers.ts'

/** In the order in which a test takes them. `line` is taken once for each media node. */
export const StepId = z.enum([
  'browser',
  'clock',
  'machine',
  'screens',
  'camera',
  'networkCamera',
  'picture',
  'microphone',
  'loudspeaker',
  'line',
])
export type StepId = z.infer<typeof StepId>

/** What is wrong, in one word; the page has the sentences, what to look at, and what to do. */
export const ReadinessReason = z.enum([
  // browser
  'oldBrowser',
  'codecMissing',
  // clock
  'clockOff',
  // machine
  'busy',
  'starved',
  'diskFull',
  // screens
  'secondScreenMissing',
  // camera and microphone: why there is none
  'cameraMissing',
  'cameraDenied',
  'cameraInUse',
  'cameraWrong',
  'microphoneMissing',
  'microphoneDenied',
  'microphoneInUse',
  'microphoneWrong',
  // camera of the network
  'networkCameraSilent',
  'networkCameraPassword',
  'networkCameraSettings',
  'networkCameraKeyframes',
  // picture
  'pictureBlack',
  'pictureFrozen',
  'pictureCovered',
  'pictureBlurred',
  'pictureSmall',
  // microphone
  'microphoneDead',
  'microphoneQuiet',
  'microphoneNoisy',
  'microphoneClips',
  // loudspeaker
  'loudspeakerMissing',
  'loudspeakerNotHeard',
  'echoLoud',
  // line
  'lineCut',
  'lineSlowUp',
  'lineSlowDown',
  'lineLossUp',
  'lineLossDown',
  'lineUnsteady',
  'lineLong',
  'lineOnlyTcp',
  'lineOnly443',
])
export type ReadinessReason = z.infer<typeof ReadinessReason>

/** What a step may measure. Null: it could not be read, which is never good. */
export const Measure = z.enum([
  /** Major version of the browser's engine. */
  'engineVersion',
  /** Codecs that the office's media nodes want and the browser lacks. */
  'missingCodecs',
  /** The page's clock minus the server's, milliseconds. */
  'clockOffset',
  /** Longest time that the page's loop was late while it sent and showed, milliseconds. */
  'pageLag',
  /** Share of the encoder's time that it was limited by the CPU, percent. */
  'cpuLimited',
  /** What the browser may still store, MB. */
  'diskFree',
  'screenCount',
  'cameraHeight',
  /** What the camera says that it can do. */
  'cameraClaimedHeight',
  'cameraFrames',
  /** A camera of the network has 1 for each that is so: it answers; it lets the office in; what it sends can be shown. Null: not known. */
  'answers',
  'letsIn',
  'isPlayable',
  /** From one of its keyframes to the next, milliseconds. */
  'keyframeMs',
  /** 0 black .. 255. */
  'luma',
  /** Spread of brightness over the picture (standard deviation), 0 .. 127: a covered lens has none. */
  'contrast',
  /** Mean difference of a pixel from one look to the next, 0 .. 255. A picture of a real camera is never 0. */
  'motion',
  /** Mean energy of the Laplacian at 320x180: edges. A lens out of focus has few. */
  'sharpness',
  /** Loudness of the quiet room and of the loudest second, dBFS. */
  'noise',
  'level',
  /** Share of samples at the limit, percent. */
  'clipped',
  /** How much louder the microphone heard the test tone than the room, dB; null where it hears nothing at all. */
  'toneAbove',
  /** How loud it heard the tone, dBFS; null where it did not. */
  'toneLevel',
  /** From the page's word to the microphone, milliseconds. */
  'toneDelay',
  /** What is left of the loudspeaker in the microphone after echo cancellation, dB above the room. */
  'echoAbove',
  /** 1: connected. */
  'connected',
  'connectMs',
  'rtt',
  'jitter',
  'upKbit',
  'downKbit',
  'upLoss',
  'downLoss',
  /** 0 UDP, 1 TCP to the media node, 2 TCP to its port 443. */
  'path',
])
export type Measure = z.infer<typeof Measure>

interface Limit {
  readonly measure: Measure
  readonly reason: ReadinessReason
  readonly when: 'above' | 'below' | 'outside'
  /** Null: there is no such grade. */
  readonly weak: number | null
  readonly bad: number | null
}

export interface Step {
  readonly id: StepId
  /** One that a room cannot hold a meeting without: unread, the room is unread. */
  readonly isEssential: boolean
  /** Taken by rooms alone that have such a thing: where it is not taken, it is not missed. */
  readonly isOfSome?: true
  readonly limits: readonly Limit[]
}

const limit = (
  reason: ReadinessReason,
  measure: Measure,
  when: Limit['when'],
  weak: number | null,
  bad: number | null,
): Limit => ({ reason, measure, when, weak, bad })

/** Limits of the line are those that a room with the floor needs: a picture of 720p up (1.2 Mbit/s), stage and speech down. */
export const STEPS: readonly Step[] = [
  {
    id: 'browser',
    isEssential: true,
    limits: [
      limit('codecMissing', 'missingCodecs', 'above', null, 0),
      // Chrome 109 and Firefox 115 are the last for Windows 7 and 8, where many rooms stay: their page works in part.
      limit('oldBrowser', 'engineVersion', 'below', OLDEST_ENGINE, 100),
    ],
  },
  // A certificate or a sign-in is refused by a clock that is hours off; minutes of it only confuse people.
  { id: 'clock', isEssential: false, limits: [limit('clockOff', 'clockOffset', 'outside', 60_000, 30 * 60_000)] },
  {
    id: 'machine',
    isEssential: false,
    limits: [
      limit('starved', 'pageLag', 'above', 400, 1_500),
      limit('busy', 'cpuLimited', 'above', 30, 80),
      limit('diskFull', 'diskFree', 'below', 200, 20),
    ],
  },
  { id: 'screens', isEssential: false, limits: [] },
  { id: 'camera', isEssential: true, limits: [] },
  {
    id: 'networkCamera',
    isEssential: false,
    isOfSome: true,
    limits: [
      limit('networkCameraSilent', 'answers', 'below', null, 1),
      limit('networkCameraPassword', 'letsIn', 'below', null, 1),
      limit('networkCameraSettings', 'isPlayable', 'below', null, 1),
      // So long whoever begins to look waits for a picture.
      limit('networkCameraKeyframes', 'keyframeMs', 'above', 4_000, null),
    ],
  },
  {
    id: 'picture',
    isEssential: true,
    limits: [
      limit('pictureBlack', 'luma', 'below', null, 12),
      limit('pictureCovered', 'contrast', 'below', 8, 4),
      limit('pictureFrozen', 'cameraFrames', 'below', null, 1),
      limit('pictureFrozen', 'motion', 'below', null, 0.02),
      limit('pictureBlurred', 'sharpness', 'below', 6, null),
      limit('pictureSmall', 'cameraHeight', 'below', 360, 180),
    ],
  },
  {
    id: 'microphone',
    isEssential: true,
    limits: [
      limit('microphoneDead', 'level', 'below', null, -85),
      // A quiet room proves nothing: how well a microphone hears is told by a sound that is there.
      limit('microphoneQuiet', 'toneLevel', 'below', -55, -65),
      limit('microphoneClips', 'clipped', 'above', 1, 5),
      limit('microphoneNoisy', 'noise', 'above', -40, -25),
    ],
  },
  {
    id: 'loudspeaker',
    isEssential: true,
    limits: [
      limit('loudspeakerNotHeard', 'toneAbove', 'below', 10, 6),
      limit('echoLoud', 'echoAbove', 'above', 12, 20),
    ],
  },
  {
    id: 'line',
    isEssential: true,
    limits: [
      limit('lineCut', 'connected', 'below', null, 1),
      limit('lineLossUp', 'upLoss', 'above', 2, 8),
      limit('lineLossDown', 'downLoss', 'above', 2, 8),
      limit('lineSlowUp', 'upKbit', 'below', 900, 300),
      limit('lineSlowDown', 'downKbit', 'below', 900, 300),
      limit('lineUnsteady', 'jitter', 'above', 40, 100),
      limit('lineLong', 'rtt', 'above', 300, 600),
      limit('lineOnly443', 'path', 'above', 1, null),
      limit('lineOnlyTcp', 'path', 'above', 0, null),
    ],
  },
]
