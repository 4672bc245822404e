import { ResourceId, METRICS } from '@diem-cau/signaling-contract/operations'
import { healthOf, UNREAD_AFTER_MS } from '../findings/healthOf.ts'
import type { BatchEntry } from '../journal/Batch.ts'
import type { JournalStore } from '../journal/JournalStore.ts'
import type { ResourceStore, StoredResource } from '../journal/ResourceStore.ts'
import type { Seen, SeenMeeting } from './Scene.ts'

/** A process that has written nothing for so long has no resources any more, in seconds; until then they are unknown. */
const GONE_AFTER = 15
/** Seconds that are read again, because processes write them late. */
const AGAIN = 4

/** Rows are looked for that were changed so long before the last look: clocks of processes differ a little. Milliseconds. */
const SLACK_MS = 3000

type Entry = { readonly entry: BatchEntry; readonly process: string; readonly at: number }
type Sampled = { readonly at: number; readonly values: readonly (number | null)[] }

/** What other processes have, as their rows in the store say. Read while somebody watches only. */
export class OthersBook {
  readonly #journal: JournalStore
  readonly #resources: ResourceStore
  readonly #process: string
  readonly #rows = new Map<number, StoredResource>()
  readonly #entries = new Map<number, Entry>()
  readonly #samples = new Map<number, Sampled>()
  /** The newest second of each process. */
  readonly #newest = new Map<string, number>()
  #lookedAt = 0

  constructor(
    { journal, resources }: { readonly journal: JournalStore; readonly resources: ResourceStore },
    process: string,
  ) {
    this.#journal = journal
    this.#resources = resources
    this.#process = process
  }

  /** Reads what is new. @param now milliseconds */
  async look(now: number): Promise<void> {
    const second = Math.floor(now / 1000)
    const from = Math.max(second - GONE_AFTER, Math.floor(this.#lookedAt / 1000) - AGAIN)
    for await (const { process, batch } of this.#journal.read(from, second + AGAIN, this.#process)) {
      if (batch.at >= (this.#newest.get(process) ?? 0)) this.#newest.set(process, batch.at)
      for (const entry of batch.entries) this.#take(process, batch.at, entry)
    }
    this.#forget(second)
    const unknown = [...this.#entries.keys()].filter((id) => !this.#rows.has(id))
    for (const row of await this.#resources.changedSince(this.#lookedAt - SLACK_MS, unknown))
      if (this.#entries.has(row.id)) this.#rows.set(row.id, row)
    this.#lookedAt = now
  }

  /** @param now milliseconds */
  resources(now: number): Seen[] {
    return [...this.#entries].flatMap(([id, { entry }]) => {
      const row = this.#rows.get(id)
      const key = ResourceId.safeParse(row?.key)
      if (!row || !key.success || entry.kind === null) return []
      const { health, since, findings, kind } = entry
      const sample = this.#samples.get(id)
      const sampledAt = sample ? sample.at * 1000 : null
      // A process that says nothing any more does not say that it is well.
      const isUnread = healthOf({ findings, sampledAt }, now - UNREAD_AFTER_MS) === 'unknown'
      return [
        {
          hostUnit: row.facts.hostUnit,
          resource: {
            id: key.data,
            kind,
            name: row.name,
            health: isUnread ? ('unknown' as const) : health,
            since: isUnread && health !== 'unknown' ? (sampledAt ?? since) : since,
            findings: [...findings],
            sampledAt,
            sample: [...(sample?.values ?? METRICS[kind].map(() => null))],
            unitCode: row.unit_code,
            meetingId: row.meeting_id,
            participantId: row.participant_id,
            facts: row.facts.facts,
            node: row.facts.node,
            report: null,
            nodeSide: null,
          },
        },
      ]
    })
  }

  get meetings(): SeenMeeting[] {
    return [...this.#entries.keys()].flatMap((id) => {
      const row = this.#rows.get(id)
      const { meeting_id: meetingId, unit_code: hostUnit, facts } = row ?? {}
      if (row?.kind !== 'meeting' || !meetingId || !hostUnit || !facts) return []
      return [{ meetingId, title: facts.title, hostUnit, startedAt: facts.startedAt, floor: facts.floor }]
    })
  }

  #take(process: string, at: number, entry: BatchEntry): void {
    const known = this.#entries.get(entry.id)
    if (!known || at >= known.at) this.#entries.set(entry.id, { entry, process, at })
    for (const sample of entry.samples)
      if (sample.at >= (this.#samples.get(entry.id)?.at ?? 0)) this.#samples.set(entry.id, sample)
  }

  /** What the newest second of its process does not have any more, and what processes had that are gone. */
  #forget(second: number): void {
    for (const [process, at] of this.#newest) if (second - at > GONE_AFTER) this.#newest.delete(process)
    for (const [id, { process, at }] of this.#entries) {
      if ((this.#newest.get(process) ?? Number.POSITIVE_INFINITY) <= at) continue
      this.#entries.delete(id)
      this.#samples.delete(id)
      this.#rows.delete(id)
    }
  }
}
