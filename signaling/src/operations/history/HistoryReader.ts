import { setImmediate as breathe } from 'node:timers/promises'
import {
  type History,
  METRICS,
  RESOLUTIONS,
  type ResourceId,
  type ResourceKind,
} from '@diem-cau/signaling-contract/operations'
import { fromSteps, inSteps, STEPS_PER_ONE } from '../codec/steps.ts'
import type { JournalStore } from '../journal/JournalStore.ts'
import type { ChunkStore } from '../tiers/ChunkStore.ts'
import { mergePoints } from '../tiers/mergePoints.ts'
import type { Points } from '../tiers/Points.ts'
import { LATEST_SAMPLE } from '../tiers/Roller.ts'
import { resolutionFor } from './resolutionFor.ts'

/** Points from `from` on, every `seconds` one. */
type Span = { readonly from: number; readonly value: (number | null)[][]; readonly max: (number | null)[][] }

/** A resource and the number of its row. */
export type Kept = { readonly resource: ResourceId; readonly id: number; readonly kind: ResourceKind }

/** Milliseconds since the epoch; the most points that are of use. */
type When = { readonly from: number; readonly to: number; readonly points: number }

export type HistoryAsk = Kept & When

/** What was, in as many points as a chart takes: of the finest that is kept for that time, and up to this second. */
export class HistoryReader {
  readonly #journal: JournalStore
  readonly #chunks: ChunkStore

  constructor({ journal, chunks }: { readonly journal: JournalStore; readonly chunks: ChunkStore }) {
    this.#journal = journal
    this.#chunks = chunks
  }

  /** @param now milliseconds */
  async read({ resource, id, kind, ...when }: HistoryAsk, now: number): Promise<History> {
    const [history] = await this.readAll([{ resource, id, kind }], when, now)
    return history ?? { resource, seconds: 1, at: [], mean: [], max: [] }
  }

  /** The same of several resources: what is not rolled up yet is unpacked once for all of them. In their order. */
  async readAll(all: readonly Kept[], { from, to, points }: When, now: number): Promise<History[]> {
    const until = Math.min(to, now + 1000)
    const { tier, factor } = resolutionFor(from, until, points, now)
    const seconds = (RESOLUTIONS[tier]?.seconds ?? 1) * factor
    const first = Math.floor(from / 1000 / seconds) * seconds
    const count = Math.max(0, Math.min(Math.ceil((until / 1000 - first) / seconds), points + 1))
    const spans = await this.#collect(all, tier, first, first + count * seconds)
    return all.map(({ resource, id, kind }) => {
      const span = spans.get(id) ?? emptySpan(kind, first, 0)
      const merged = factor === 1 ? span : mergePoints({ kind, ...span }, factor)
      return { resource, seconds, ...trimmed(kind, merged, first, seconds) }
    })
  }

  /** @param from seconds since the epoch, a whole number of points of the tier; `to` too. @returns by the numbers of their rows */
  async #collect(all: readonly Kept[], tier: number, from: number, to: number): Promise<Map<number, Span>> {
    const seconds = RESOLUTIONS[tier]?.seconds ?? 1
    const length = Math.max(0, Math.round((to - from) / seconds))
    const spans = new Map(all.map(({ id, kind }) => [id, emptySpan(kind, from, length)]))
    for (const [id, span] of spans)
      for (const { start, points } of await this.#chunks.of(id, seconds, from, to)) fill(span, seconds, start, points)
    // What is not whole in this length yet is made of the next finer one, down to the journal.
    const whole = Math.max(from, await this.#chunks.wholeUntil(seconds))
    const rest = whole - ((whole - from) % seconds)
    if (rest >= to) return spans
    const finer = RESOLUTIONS[tier - 1]
    if (finer) {
      // Before that there is nothing finer. A server that was installed a minute ago has no seconds of two weeks to be looked through.
      const oldest = Math.min(to - finer.keptFor, (await this.#journal.firstFrom(rest)) ?? to)
      const begin = Math.max(rest, oldest - ((oldest - from) % seconds))
      const finest = await this.#collect(all, tier - 1, begin, to)
      for (const { id, kind } of all) {
        const [span, made] = [spans.get(id), finest.get(id)]
        if (span && made) fill(span, seconds, begin, mergePoints({ kind, ...made }, seconds / finer.seconds))
      }
    } else await this.#fillFromJournal(spans, rest, to)
    return spans
  }

  async #fillFromJournal(spans: ReadonlyMap<number, Span>, from: number, to: number): Promise<void> {
    let read = 0
    for await (const { batch } of this.#journal.read(from, to + LATEST_SAMPLE)) {
      for (const { id, samples } of batch.entries) {
        const span = spans.get(id)
        for (const { at, values } of span ? samples : []) {
          const place = at - (span?.from ?? 0)
          for (const [index, column] of span?.value.entries() ?? []) put(column, place, values[index])
          for (const [index, column] of span?.max.entries() ?? []) put(column, place, values[index])
        }
      }
      // A minute or two of all resources is unpacked for some of them.
      if ((read += 1) % 8 === 0) await breathe()
    }
  }
}

function emptySpan(kind: ResourceKind, from: number, length: number): Span {
  const empty = () => METRICS[kind].map(() => Array.from({ length }, (): number | null => null))
  return { from, value: empty(), max: empty() }
}

function fill(span: Span, seconds: number, start: number, { value, max }: Pick<Points, 'value' | 'max'>): void {
  const offset = Math.round((start - span.from) / seconds)
  for (const [columns, of] of [
    [span.value, value],
    [span.max, max],
  ] as const) {
    for (const [index, column] of columns.entries())
      for (const [point, each] of (of[index] ?? []).entries()) put(column, offset + point, each)
  }
}

function put(column: (number | null)[], place: number, value: number | null | undefined): void {
  if (value !== null && value !== undefined && place >= 0 && place < column.length) column[place] = value
}

/** From the first point that has anything to the last. */
function trimmed(kind: ResourceKind, { value, max }: Pick<Points, 'value' | 'max'>, first: number, seconds: number) {
  const length = value[0]?.length ?? 0
  const isRead = (point: number) => value.some((column) => column[point] !== null && column[point] !== undefined)
  let begin = 0
  let end = length
  while (begin < length && !isRead(begin)) begin += 1
  while (end > begin && !isRead(end - 1)) end -= 1
  // As many digits as are kept, also of what is not packed yet.
  const rounded = (column: readonly (number | null)[], index: number) => {
    const perOne = STEPS_PER_ONE[kind][index] ?? 1
    return column.slice(begin, end).map((each) => fromSteps(inSteps(each, perOne), perOne))
  }
  return {
    at: Array.from({ length: end - begin }, (_, point) => first + (begin + point) * seconds),
    mean: value.map(rounded),
    max: max.map(rounded),
  }
}
