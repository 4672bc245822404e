import type { Deployment } from '../deaths/Deployment.ts'
import { type Footprint, footprintOf } from './Footprint.ts'
import { type Point, slope, type Slope } from './slope.ts'

/** What a process of the office holds at one moment; a media worker also what it carries. */
export interface Count extends Footprint {
  readonly endpoints: number
  readonly producers: number
  /** Those of pipes included. */
  readonly consumers: number
}
export const COUNTED = ['handles', 'ports', 'endpoints', 'producers', 'consumers'] as const
type Counted = (typeof COUNTED)[number]

/** By the name of the process. */
export type Counts = ReadonlyMap<string, Count>

const NOTHING = { endpoints: 0, producers: 0, consumers: 0 }

/** Counts what each process of the office holds now. */
export async function takeCensus(deployment: Deployment): Promise<Counts> {
  const counts = new Map<string, Count>()
  for (const { name, pid, report } of await deployment.processes()) {
    counts.set(name, { ...footprintOf(pid), ...NOTHING })
    for (const { index, pid: worker, endpoints, producers, consumers } of report?.workers ?? [])
      counts.set(`${name} worker ${index + 1}`, { ...footprintOf(worker), endpoints, producers, consumers })
  }
  return counts
}

export interface Trend {
  readonly process: string
  readonly rssMb: { readonly first: number; readonly last: number } & Slope
  /** Per hour; what comes and goes with the rooms has no trend. */
  readonly perHour: Readonly<Record<Counted, number>>
  /** More than before anybody came, after everybody left. */
  readonly left: Readonly<Record<Counted, number>>
}

interface Series {
  readonly before: Counts
  /** With their times in milliseconds, without the first minutes, in which caches fill. */
  readonly samples: readonly (readonly [at: number, counts: Counts])[]
  readonly after: Counts
}

export function trendsOf({ before, samples, after }: Series): Trend[] {
  return [...after].map(([process, last]) => {
    const points = (key: keyof Count): Point[] =>
      samples.flatMap(([at, counts]) => {
        const count = counts.get(process)
        return count ? [[at, count[key]] as const] : []
      })
    const rss = points('rssMb')
    const each = (of: (key: Counted) => number) =>
      Object.fromEntries(COUNTED.map((key) => [key, of(key)])) as Record<Counted, number>
    return {
      process,
      rssMb: { first: rss[0]?.[1] ?? 0, last: rss.at(-1)?.[1] ?? 0, ...rounded(slope(rss)) },
      perHour: each((key) => rounded(slope(points(key))).perHour),
      left: each((key) => Math.max(0, last[key] - (before.get(process)?.[key] ?? 0))),
    }
  })
}

const rounded = ({ perHour, r2 }: Slope): Slope => ({
  perHour: Math.round(perHour * 10) / 10,
  r2: Math.round(r2 * 100) / 100,
})

/** All that was left behind, by anybody. */
export const leftBehind = (trends: readonly Trend[]): number =>
  trends.reduce((sum, { left }) => sum + COUNTED.reduce((all, key) => all + left[key], 0), 0)
