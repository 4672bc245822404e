import type { LineLoad, NewRun, ReadinessPlan, RunTrigger, StepId } from '@diem-cau/signaling-contract/readiness'

/** A step that is wrong; times are the page's, milliseconds. */
export interface Wrong {
  readonly since: number
  readonly triedAt: number
}

export interface KeeperFacts {
  readonly plan: ReadinessPlan | null
  /** The server's clock minus the page's. */
  readonly aheadMs: number
  readonly roomId: string
  /** When the page was opened; null: it has had its test after that. */
  readonly bootedAt: number | null
  /** What was asked for up to then is answered, and what was due; by the server's clock. */
  readonly askedDone: number
  readonly dueDone: number
  readonly wrong: ReadonlyMap<StepId, Wrong>
  /** All lines were read by this page the last time, and good: what was not is measured whole. */
  readonly areLinesGood: boolean
}

export interface Task {
  readonly trigger: RunTrigger
  readonly meetingId: NewRun['meetingId']
  /** What is watched; null: all that the trigger asks for. */
  readonly only: ReadonlySet<StepId> | null
  /** What goes over the lines. */
  readonly load: LineLoad
}

/** Rooms that get their power back together test themselves within this time, and so do all rooms of a meeting. */
const BOOT_SPREAD_MS = 45_000
const DUE_SPREAD_MS = 120_000
/** What could not be done within this time of when it was due is not done any more: the next one comes. */
const LATE_MS = 9 * 60_000

/** What is wrong is tried again so often: at first, and when nobody has mended it for a while. */
const QUICK_MS = 5_000
const QUICK_FOR_MS = 120_000
const SLOW_MS = 60_000
/** Looking costs nothing; a tone in a room where people sit, and a line that is weak anyway, do. */
const costly: ReadonlySet<StepId> = new Set(['microphone', 'loudspeaker', 'line', 'networkCamera'])
/** One proves nothing without the other. */
const together: readonly (readonly StepId[])[] = [
  ['camera', 'picture'],
  ['microphone', 'loudspeaker'],
]

/** What the room's page is to test now; null: nothing. Pure. @param now the page's clock */
export function nextTask(facts: KeeperFacts, now: number): Task | null {
  const { plan, aheadMs, roomId, bootedAt, askedDone, dueDone } = facts
  const serverNow = now + aheadMs
  if (plan?.askedAt !== null && plan?.askedAt !== undefined && plan.askedAt > askedDone) return whole('asked')
  if (bootedAt !== null && now >= bootedAt + spread(roomId, BOOT_SPREAD_MS)) return whole('boot')
  const due = plan?.next
  // A test of the night is spread by the server already.
  const dueAt = due ? due.at + (due.trigger === 'beforeMeeting' ? spread(roomId, DUE_SPREAD_MS) : 0) : Infinity
  if (due && due.at > dueDone && serverNow >= dueAt && serverNow < dueAt + LATE_MS)
    return { ...whole(due.trigger, due.meetingId), load: facts.areLinesGood ? due.load : 'full' }
  return watched(facts, now)
}

/** The same number for the same room, evenly below `ms` over all of them (FNV-1a, mixed once more: ids differ at their end). */
export function spread(roomId: string, ms: number): number {
  let hash = 0x811c9dc5
  for (const letter of roomId) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return Math.floor((((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * ms)
}

const whole = (trigger: RunTrigger, meetingId: Task['meetingId'] = null): Task => ({
  trigger,
  meetingId,
  only: null,
  load: 'full',
})

function watched({ wrong }: KeeperFacts, now: number): Task | null {
  const due = [...wrong].filter(([step, { since, triedAt }]) => {
    const isQuick = !costly.has(step) || now - since < QUICK_FOR_MS
    return now - triedAt >= (isQuick ? QUICK_MS : SLOW_MS)
  })
  if (due.length === 0) return null
  const steps = new Set(due.map(([step]) => step))
  for (const group of together) if (group.some((step) => steps.has(step))) for (const step of group) steps.add(step)
  // Its picture comes with it; a picture that is wrong by itself says nothing against the camera.
  if (steps.has('networkCamera')) for (const step of ['camera', 'picture'] as const) steps.add(step)
  return { trigger: 'watch', meetingId: null, only: steps, load: 'full' }
}
