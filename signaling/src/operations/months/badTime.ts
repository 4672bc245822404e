import type { BadBecause, FindingCode } from '@diem-cau/signaling-contract/operations'

/** What a bad finding says of where it comes from; what is not here says nothing of how the meeting was. */
export const BECAUSE: Partial<Record<FindingCode, BadBecause>> = {
  lossUp: 'lineUp',
  slowUp: 'lineUp',
  lossDown: 'lineDown',
  slowDown: 'lineDown',
  longWay: 'line',
  unsteady: 'line',
  cut: 'cut',
  starved: 'pc',
  microphoneSilent: 'microphone',
  microphoneQuiet: 'microphone',
  microphoneClips: 'microphone',
  echo: 'microphone',
  cameraBlack: 'camera',
  cameraFrozen: 'camera',
  networkCamera: 'camera',
}

/** A minute counts for one reason, the first of these that it has. */
const ORDER: readonly BadBecause[] = ['servers', 'cut', 'lineUp', 'lineDown', 'line', 'microphone', 'camera', 'pc']
/** These come of servers when they have trouble, or when most rooms of the meeting have it. */
const OF_LINES: readonly BadBecause[] = ['cut', 'lineUp', 'lineDown', 'line']

const MINUTE_MS = 60_000
/** An endpoint that was there for half of a minute was there in it; one that was bad for so long of it was bad. */
const THERE_MS = 30_000
const BAD_MS = 10_000
/** So many rooms of a meeting, and this share, do not have bad lines by chance. */
const MANY = { rooms: 3, share: 0.6 }

/** Milliseconds since the epoch. */
export type Span = { readonly from: number; readonly to: number }

/** One endpoint: when it was in its meeting, and what was bad with it. */
export type EndpointMonth = {
  readonly meetingId: string
  readonly unit: string
  readonly there: readonly Span[]
  readonly bad: readonly (Span & { readonly because: BadBecause })[]
}

export type UnitMonth = {
  readonly unit: string
  readonly meetings: number
  readonly minutes: number
  readonly badMinutes: number
  readonly because: Record<BadBecause, number>
}

/**
 * Minutes of units in their meetings, and those that were bad, each for one reason. Pure.
 * @param serversBad when servers had trouble
 */
export function badTime(endpoints: readonly EndpointMonth[], serversBad: readonly Span[]): UnitMonth[] {
  const minutes = endpoints.map(minutesOf)
  const lines = linesByMinute(endpoints, minutes)
  const troubled = new Set(serversBad.flatMap(({ from, to }) => minutesIn({ from, to: Math.max(to, from + 1) })))
  const units = new Map<string, { meetings: Set<string>; minutes: number; because: Map<BadBecause, number> }>()
  for (const [index, { unit, meetingId }] of endpoints.entries()) {
    const own = units.get(unit) ?? { meetings: new Set(), minutes: 0, because: new Map() }
    units.set(unit, own)
    for (const [minute, reasons] of minutes[index] ?? []) {
      own.meetings.add(meetingId)
      own.minutes += 1
      const because = reasonOf(reasons, troubled.has(minute) || isShared(lines.get(`${meetingId} ${minute}`)))
      if (because) own.because.set(because, (own.because.get(because) ?? 0) + 1)
    }
  }
  return [...units].map(([unit, { meetings, minutes: there, because }]) => ({
    unit,
    meetings: meetings.size,
    minutes: there,
    badMinutes: [...because.values()].reduce((sum, each) => sum + each, 0),
    because: Object.fromEntries(ORDER.map((each) => [each, because.get(each) ?? 0])) as Record<BadBecause, number>,
  }))
}

/** The minutes in which an endpoint was there, each with what was bad in it. */
function minutesOf({ there, bad }: EndpointMonth): Map<number, ReadonlySet<BadBecause>> {
  const minutes = new Map<number, ReadonlySet<BadBecause>>()
  for (const minute of there.flatMap(minutesIn)) {
    if (overlap(there, minute) < THERE_MS) continue
    const reasons = ORDER.filter(
      (because) =>
        overlap(
          bad.filter((each) => each.because === because),
          minute,
        ) >= BAD_MS,
    )
    minutes.set(minute, new Set(reasons))
  }
  return minutes
}

/** How many endpoints of each meeting were there in each minute, and how many of them had a bad line. */
function linesByMinute(endpoints: readonly EndpointMonth[], minutes: readonly Map<number, ReadonlySet<BadBecause>>[]) {
  const lines = new Map<string, { rooms: number; bad: number }>()
  for (const [index, { meetingId }] of endpoints.entries())
    for (const [minute, reasons] of minutes[index] ?? []) {
      const key = `${meetingId} ${minute}`
      const own = lines.get(key) ?? { rooms: 0, bad: 0 }
      lines.set(key, own)
      own.rooms += 1
      if (OF_LINES.some((each) => reasons.has(each))) own.bad += 1
    }
  return lines
}

const isShared = (line: { rooms: number; bad: number } | undefined): boolean =>
  line !== undefined && line.bad >= MANY.rooms && line.bad >= MANY.share * line.rooms

function reasonOf(reasons: ReadonlySet<BadBecause>, isOfServers: boolean): BadBecause | undefined {
  if (isOfServers && OF_LINES.some((each) => reasons.has(each))) return 'servers'
  return ORDER.find((each) => reasons.has(each))
}

/** Numbers of the minutes that a time touches. */
function minutesIn({ from, to }: Span): number[] {
  const first = Math.floor(from / MINUTE_MS)
  return Array.from({ length: Math.max(0, Math.ceil(to / MINUTE_MS) - first) }, (_, n) => first + n)
}

/** How much of a minute these times cover, milliseconds; they may overlap each other. */
function overlap(spans: readonly Span[], minute: number): number {
  const [start, end] = [minute * MINUTE_MS, (minute + 1) * MINUTE_MS]
  let covered = 0
  let until = start
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const [begin, stop] = [Math.max(from, until), Math.min(to, end)]
    if (stop <= begin) continue
    covered += stop - begin
    until = stop
  }
  return covered
}
