import type { Asked, Recorded } from '../rooms/messages.ts'
import type { PageSample, RecordedPage } from '../../browser/recordPage.ts'

/** Whoever is without a packet for so long is drawn as without it, from the last one on; milliseconds. */
const SILENT_MS = 300
const STEP_MS = 100
/** A browser's frames are counted over so many steps. */
const FRAMES_OVER = 5

export interface BrowserLine {
  readonly name: string
  /** Frames a second of the picture of who speaks, for each step. */
  readonly framesPerS: readonly number[]
  readonly hears: readonly boolean[]
}

export interface Command {
  readonly atS: number
  /** How long its answer took; null = there was none. */
  readonly ms: number | null
  /** Acknowledged, and not told to try again. */
  readonly isDone: boolean
}

export interface Timeline {
  readonly stepMs: number
  /** Rooms that are told of. */
  readonly rooms: number
  /** How many of them had sound, and how many a picture, at each step. */
  readonly sound: readonly number[]
  readonly picture: readonly number[]
  readonly browsers: readonly BrowserLine[]
  readonly commands: readonly Command[]
}

export interface Recording {
  /** Milliseconds since the epoch, as are all times here. */
  readonly from: number
  readonly to: number
  readonly farm: readonly Recorded[]
  readonly browsers: readonly RecordedPage[]
  readonly asked: readonly Asked[]
}

interface Span {
  readonly from: number
  readonly to: number
}

/** What everybody noted, as lines over one clock. */
export function timelineOf({ from, to, farm, browsers, asked }: Recording): Timeline {
  const steps = Math.max(1, Math.ceil((to - from) / STEP_MS))
  const stepOf = (at: number) => Math.min(steps, Math.max(0, Math.round((at - from) / STEP_MS)))
  const has = (silences: readonly Span[]): boolean[] => {
    const line = Array.from({ length: steps }, () => true)
    for (const one of silences) line.fill(false, stepOf(one.from), stepOf(one.to))
    return line
  }
  const farmRooms = farm[0]?.sound.length ?? 0
  const ofFarm = (kind: 'sound' | 'picture') =>
    Array.from({ length: farmRooms }, (_, room) => has(silencesOfRoom(farm, kind, room)))
  const hears = browsers.map(({ samples }) => has(silencesOfPage(samples, to, 'sound')))
  const sees = browsers.map(({ samples }) => has(silencesOfPage(samples, to, 'picture')))
  const count = (lines: readonly (readonly boolean[])[]) =>
    Array.from({ length: steps }, (_, step) => lines.filter((line) => line[step]).length)
  return {
    stepMs: STEP_MS,
    rooms: farmRooms + browsers.length,
    sound: count([...ofFarm('sound'), ...hears]),
    picture: count([...ofFarm('picture'), ...sees]),
    browsers: browsers.map(({ name, samples }, n) => ({
      name,
      framesPerS: framesPerS(samples, from, steps),
      hears: hears[n] ?? [],
    })),
    commands: asked
      .filter(({ wantedAt }) => wantedAt >= from && wantedAt < to)
      .map(({ wantedAt, answeredAt, outcome }) => ({
        atS: (wantedAt - from) / 1000,
        ms: answeredAt === null ? null : answeredAt - wantedAt,
        isDone: outcome === 'acknowledged',
      }))
      .toSorted((a, b) => a.atS - b.atS),
  }
}

/** The longest that this page was without, within those moments; milliseconds. */
export function longestOfPage(samples: readonly PageSample[], kind: 'sound' | 'picture', within: Span): number {
  const all = silencesOfPage(samples, within.to, kind, 0).filter(({ from }) => from >= within.from && from < within.to)
  return Math.round(Math.max(0, ...all.map(({ from, to }) => to - from)))
}

function silencesOfRoom(farm: readonly Recorded[], kind: 'sound' | 'picture', room: number): Span[] {
  return farm.flatMap((sample) => {
    const open = sample[kind][room]
    if (open === null || open === undefined) return [{ from: 0, to: sample.at }]
    return open < SILENT_MS ? [] : [{ from: sample.at - open, to: sample.at }]
  })
}

/** Times from one sample in which something came to the next such one. */
function silencesOfPage(
  samples: readonly PageSample[],
  end: number,
  kind: 'sound' | 'picture',
  leastMs = SILENT_MS,
): Span[] {
  const came = samples.filter((one, n) =>
    kind === 'sound' ? one.sound : one.frames > (samples[n - 1]?.frames ?? one.frames),
  )
  const marks = [0, ...came.map(({ at }) => at).filter((at) => at <= end), end]
  return marks
    .slice(1)
    .map((to, n) => ({ from: marks[n] ?? 0, to }))
    .filter(({ from, to }) => to - from >= leastMs)
}

function framesPerS(samples: readonly PageSample[], from: number, steps: number): number[] {
  const until = (at: number) => samples.findLast((one) => one.at <= at)?.frames ?? 0
  return Array.from({ length: steps }, (_, step) => {
    // The same for all steps of a group, so that the line does not tremble with how samples and frames meet.
    const first = from + Math.floor(step / FRAMES_OVER) * FRAMES_OVER * STEP_MS
    return ((until(first + FRAMES_OVER * STEP_MS) - until(first)) * 1000) / (FRAMES_OVER * STEP_MS)
  })
}
