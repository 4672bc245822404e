import { setImmediate as breathe } from 'node:timers/promises'
import { METRICS, RESOLUTIONS } from '@diem-cau/signaling-contract/operations'
import type { Kysely } from 'kysely'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'
import type { EventStore } from '../events/EventStore.ts'
import type { JournalStore } from '../journal/JournalStore.ts'
import type { ResourceStore } from '../journal/ResourceStore.ts'
import type { Chunk, ChunkStore } from './ChunkStore.ts'
import { mergePoints } from './mergePoints.ts'
import { CHUNK_POINTS, emptyColumn, type Points } from './Points.ts'

/** A sample may come so much later than its second: reports are about the seconds before, and a store that was away gets what waited. In seconds. */
export const LATEST_SAMPLE = 10

/** Resources between two looks at everything else. */
const AT_ONCE = 12
/** Windows of each length that one turn does, so that a process that comes after a long pause does not do it all at once. */
const WINDOWS_AT_ONCE = 5

/** The journal is kept for so many seconds after it was rolled up, for whoever reads it just then. */
const JOURNAL_KEPT = 120
/** And no longer than so many, should it not be rolled up at all. */
const JOURNAL_MOST = 86_400
const FORGOTTEN_AT_ONCE = 200

export type RollerOptions = {
  readonly db: Kysely<Schema>
  readonly journal: JournalStore
  readonly resources: ResourceStore
  readonly chunks: ChunkStore
  readonly events: EventStore
}

/**
 * Makes of the journal what is kept for longer, each length of points of the one before, and removes what is older than it is kept. All of
 * it can be done again: a process that dies in the middle leaves it to the next one, and two that do the same at once write the same.
 */
export class Roller {
  readonly #options: RollerOptions

  constructor(options: RollerOptions) {
    this.#options = options
  }

  /** Does what is due. @param now seconds since the epoch */
  async turn(now: number): Promise<void> {
    await this.#rollJournal(now)
    for (const [index, { seconds }] of RESOLUTIONS.entries()) {
      const finer = RESOLUTIONS[index - 1]
      if (finer) await this.#rollChunks(finer.seconds, seconds)
    }
    await this.#prune(now)
  }

  async #rollJournal(now: number): Promise<void> {
    const { journal, chunks } = this.#options
    for (let done = 0; done < WINDOWS_AT_ONCE; done += 1) {
      const start = windowAfter(
        await chunks.wholeUntil(1),
        await journal.firstFrom(await chunks.wholeUntil(1)),
        CHUNK_POINTS,
      )
      if (start === null || start + CHUNK_POINTS + LATEST_SAMPLE > now) return
      await this.#write(1, start, await this.#journalOf(start))
    }
  }

  /** A chunk of each resource that anything was read of in that minute. */
  async #journalOf(start: number): Promise<Chunk[]> {
    const { journal } = this.#options
    const columns = new Map<number, { kind: Points['kind']; value: (number | null)[][] }>()
    for await (const { batch } of journal.read(start, start + CHUNK_POINTS + LATEST_SAMPLE)) {
      for (const { id, kind, samples } of batch.entries) {
        if (kind === null) continue
        for (const { at, values } of samples) {
          const point = at - start
          if (point < 0 || point >= CHUNK_POINTS) continue
          const own = columns.get(id) ?? { kind, value: METRICS[kind].map(() => emptyColumn()) }
          columns.set(id, own)
          own.value.forEach((column, index) => (column[point] = values[index] ?? null))
        }
      }
      await breathe()
    }
    return [...columns].map(([resourceId, { kind, value }]) => ({
      resourceId,
      start,
      points: { kind, value, max: value },
    }))
  }

  async #rollChunks(finer: number, seconds: number): Promise<void> {
    const { chunks } = this.#options
    const length = CHUNK_POINTS * seconds
    for (let done = 0; done < WINDOWS_AT_ONCE; done += 1) {
      const until = await chunks.wholeUntil(seconds)
      const start = windowAfter(until, await chunks.firstFrom(finer, until), length)
      if (start === null || start + length > (await chunks.wholeUntil(finer))) return
      const made: Chunk[] = []
      for (const resourceId of await chunks.resourcesIn(finer, start, start + length)) {
        made.push(...(await this.#longer(resourceId, finer, seconds, start)))
        if (made.length % AT_ONCE === 0) await breathe()
      }
      await this.#write(seconds, start, made)
    }
  }

  async #longer(resourceId: number, finer: number, seconds: number, start: number): Promise<Chunk[]> {
    const of = await this.#options.chunks.of(resourceId, finer, start, start + CHUNK_POINTS * seconds)
    const [first] = of
    if (!first) return []
    const { kind } = first.points
    const factor = seconds / finer
    const value = METRICS[kind].map(() => emptyColumn())
    const max = METRICS[kind].map(() => emptyColumn())
    for (const { start: from, points } of of) {
      const merged = mergePoints(points, factor)
      const at = (from - start) / seconds
      for (const index of METRICS[kind].keys()) {
        for (let point = 0; point < CHUNK_POINTS / factor; point += 1) {
          set(value[index], at + point, merged.value[index]?.[point])
          set(max[index], at + point, merged.max[index]?.[point])
        }
      }
    }
    return [{ resourceId, start, points: { kind, value, max } }]
  }

  /** In pieces; the mark comes with the last, so that a window that was not finished is done again. */
  async #write(seconds: number, start: number, made: readonly Chunk[]): Promise<void> {
    const { db, chunks, resources } = this.#options
    for (let from = 0; from < made.length; from += AT_ONCE) {
      await inTransaction(db, (tx) => chunks.add(tx, seconds, made.slice(from, from + AT_ONCE)))
      await breathe()
    }
    const until = start + CHUNK_POINTS * seconds
    await inTransaction(db, async (tx) => {
      const ids = made.map(({ resourceId }) => resourceId)
      if (seconds === 1) await resources.seen(tx, ids, until * 1000)
      await chunks.mark(tx, seconds, until)
    })
  }

  async #prune(now: number): Promise<void> {
    const { journal, chunks, resources, events } = this.#options
    await journal.prune(Math.max((await chunks.wholeUntil(1)) - JOURNAL_KEPT, now - JOURNAL_MOST))
    for (const [index, { seconds, keptFor }] of RESOLUTIONS.entries()) {
      const longer = RESOLUTIONS[index + 1]
      // What is not rolled up yet stays, however old.
      const rolled = longer ? await chunks.wholeUntil(longer.seconds) : now
      for (let done = 0; done < WINDOWS_AT_ONCE; done += 1)
        if (!(await chunks.pruneOldest(seconds, Math.min(now - keptFor, rolled)))) break
    }
    const longest = RESOLUTIONS.at(-1)
    if (!longest) return
    await resources.forget((now - longest.keptFor) * 1000, FORGOTTEN_AT_ONCE)
    await events.prune((now - longest.keptFor) * 1000, FORGOTTEN_AT_ONCE)
  }
}

/**
 * The window that is to be rolled next: the one after the mark, or the first that has anything.
 * @returns null when there is nothing
 */
function windowAfter(mark: number, first: number | null, length: number): number | null {
  return first === null ? null : Math.max(mark, first - (first % length))
}

function set(column: (number | null)[] | undefined, point: number, value: number | null | undefined): void {
  if (column && value !== null && value !== undefined && point >= 0 && point < CHUNK_POINTS) column[point] = value
}
