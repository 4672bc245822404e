import type { LineStep, RoomTrouble } from '@diem-cau/signaling-contract'
import type { Shape } from '../uplink/nextUplink.ts'
import type { Values } from './sampleOf.ts'

/** What of a meeting the rules must know besides the numbers. */
interface Situation {
  /** The microphone is on, by the person's wish. */
  readonly micOn: boolean
  /** The system, or a switch on the device, mutes it. */
  readonly micMuted: boolean
  /** This room has the floor: it is expected to speak. */
  readonly holdsFloor: boolean
  /** The media node finds that what we send arrives badly. */
  readonly sendsBadly: boolean
  /** How much of the own camera the line carries (uplink). */
  readonly cameraGivesWay: Shape['kind']
  /** How much of what is to be received the line carries, as the media node finds. */
  readonly receiving: LineStep
  readonly isOldBrowser: boolean
  /** Nothing comes of the room's camera of the network, which is its camera. */
  readonly isNetworkCameraAway: boolean
}

/** One second of this room. */
export interface Second extends Situation {
  readonly values: Values
}

/**
 * A rule. `isBad` is asked of each second; null: it cannot be told, and the second counts for neither side. A trouble comes
 * once `bad` of the last `of` seconds are, and goes when `good` in a row are not.
 */
interface Rule {
  readonly isBad: (second: Second) => boolean | null
  readonly bad: number
  readonly of: number
  readonly good: number
}

/** Digital silence, in dBFS: a microphone that is there makes a little noise in the quietest room. */
const DEAD = -99
/** The loudest second of somebody who speaks is above this with any microphone that can be understood, in dBFS. */
const FAINT = -70
const QUIET = -45
/** A sender that uses less of its estimate is application limited for libwebrtc (AlrDetector): the estimate does not rise then. */
const FILLS = 0.65

/** The smallest picture with a voice, kbit/s. */
const SMALLEST = 160

const isBelowSmallest = ({ upAvailable }: Values) => upAvailable !== null && upAvailable < SMALLEST
const above = (value: number | null, limit: number) => (value === null ? null : value >= limit)
/** Signs of the same: bad if one of them is, unknown only if none is known. */
const any = (...found: readonly (boolean | null)[]) =>
  found.includes(true) ? true : found.every((each) => each === null) ? null : false

/** A microphone that is on gives no more than this, in dBFS. */
function isBelow(limit: number, { micOn, micMuted, values }: Pick<Second, 'micOn' | 'micMuted' | 'values'>) {
  if (!micOn || micMuted) return micOn
  return values.microphone === null ? null : values.microphone <= limit
}

const silentWhileSpeaking: Rule = {
  isBad: ({ holdsFloor, ...second }) => (holdsFloor ? isBelow(FAINT, second) : false),
  bad: 8,
  of: 8,
  good: 1,
}

/** The rules of each trouble; it is there while one of them says so. */
const RULES: Readonly<Record<RoomTrouble, readonly Rule[]>> = {
  lineUp: [
    {
      isBad: ({ values, sendsBadly, cameraGivesWay }) =>
        any(
          above(values.upLoss, 5),
          sendsBadly,
          starvedOfBandwidth(values),
          cameraGivesWay === 'none' || (cameraGivesWay === 'small' && isBelowSmallest(values)),
        ),
      bad: 4,
      of: 6,
      good: 8,
    },
  ],
  lineDown: [
    {
      isBad: ({ values, receiving }) =>
        any(
          above(values.downLoss, 5),
          above(values.concealed, 8),
          above(values.frozen, 500),
          receiving !== 'whole' || null,
        ),
      bad: 4,
      of: 6,
      good: 8,
    },
  ],
  microphoneSilent: [
    silentWhileSpeaking,
    // Without the floor nobody needs to speak: only a microphone that gives nothing at all is told of, before its room is called.
    {
      isBad: (second) => isBelow(DEAD, second),
      bad: 15,
      of: 15,
      good: 1,
    },
  ],
  microphoneQuiet: [
    {
      isBad: ({ micOn, holdsFloor, values: { microphone } }) => {
        if (!micOn || !holdsFloor) return false
        return microphone === null ? null : microphone > FAINT && microphone <= QUIET
      },
      bad: 10,
      of: 10,
      good: 3,
    },
  ],
  microphoneClips: [{ isBad: ({ values }) => above(values.clipped, 5), bad: 4, of: 6, good: 8 }],
  echo: [{ isBad: ({ values }) => above(values.echo, 65), bad: 6, of: 10, good: 10 }],
  cameraBlack: [
    {
      isBad: ({ values: { cameraLuma } }) => (cameraLuma === null ? false : cameraLuma < 12),
      bad: 5,
      of: 5,
      good: 2,
    },
  ],
  cameraFrozen: [
    {
      // A black picture does not move either, which says less.
      isBad: ({ values: { cameraLuma, cameraMotion } }) =>
        cameraLuma === null ? false : cameraMotion === null ? null : cameraLuma >= 12 && cameraMotion === 0,
      bad: 10,
      of: 10,
      good: 1,
    },
  ],
  networkCamera: [{ isBad: ({ isNetworkCameraAway }) => isNetworkCameraAway, bad: 1, of: 1, good: 1 }],
  starved: [
    { isBad: ({ values }) => above(values.pageLag, 500), bad: 5, of: 10, good: 10 },
    { isBad: ({ values }) => above(values.cpuLimited, 80), bad: 8, of: 10, good: 10 },
  ],
  oldBrowser: [{ isBad: ({ isOldBrowser }) => isOldBrowser, bad: 1, of: 1, good: 1 }],
}

/**
 * A line that does not carry the smallest picture with a voice (160 kbit/s), and holds the encoder back. What is sent must
 * fill it (SPEC 16.10): the estimate of a room that sends little stays low on the fastest line.
 */
function starvedOfBandwidth({ upAvailable, upKbit, bandwidthLimited }: Values): boolean | null {
  if (upAvailable === null || upKbit === null || bandwidthLimited === null) return null
  return upAvailable < SMALLEST && bandwidthLimited >= 50 && upKbit >= upAvailable * FILLS
}

/** The course of one rule. */
interface Course {
  /** The last seconds of which something is known, the newest last. */
  readonly recent: readonly boolean[]
  readonly isThere: boolean
}

/** All that is wrong, and what is remembered to find it. */
export interface RoomTroubles {
  readonly courses: readonly (readonly [RoomTrouble, readonly Course[]])[]
  /** Those that there are, in the order in which they matter, each with the time when it came, in milliseconds. */
  readonly found: readonly { readonly trouble: RoomTrouble; readonly since: number }[]
}

/** What hinders a meeting most comes first. */
const ORDER: readonly RoomTrouble[] = [
  'microphoneSilent',
  'lineUp',
  'echo',
  'microphoneClips',
  'microphoneQuiet',
  'cameraBlack',
  'networkCamera',
  'cameraFrozen',
  'lineDown',
  'starved',
  'oldBrowser',
]

export const noTroubles: RoomTroubles = {
  courses: ORDER.map((trouble) => [trouble, RULES[trouble].map(() => ({ recent: [], isThere: false }))]),
  found: [],
}

/** @param at of the second, in milliseconds */
export function nextTroubles(before: RoomTroubles, second: Second, at: number): RoomTroubles {
  const courses = before.courses.map(
    ([trouble, all]) =>
      [
        trouble,
        RULES[trouble].map((rule, index) => nextCourse(rule, all[index] ?? { recent: [], isThere: false }, second)),
      ] as const,
  )
  const found = courses.flatMap(([trouble, all]) => {
    if (!all.some(({ isThere }) => isThere)) return []
    return [before.found.find((known) => known.trouble === trouble) ?? { trouble, since: at }]
  })
  const isSame = found.length === before.found.length && found.every((one, index) => one === before.found[index])
  return { courses, found: isSame ? before.found : found }
}

/** Those that have been there for so long, in milliseconds. */
export function lasting({ found }: RoomTroubles, forMs: number, at: number): RoomTrouble[] {
  return found.filter(({ since }) => at - since >= forMs).map(({ trouble }) => trouble)
}

function nextCourse({ isBad, bad, of, good }: Rule, { recent, isThere }: Course, second: Second): Course {
  const found = isBad(second)
  if (found === null) return { recent, isThere }
  const seconds = [...recent, found].slice(-Math.max(of, good))
  const comes = seconds.slice(-of).filter(Boolean).length >= bad
  const goes = seconds.length >= good && !seconds.slice(-good).includes(true)
  return { recent: seconds, isThere: isThere ? !goes : comes }
}
