import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'
import type { EventStore, NewEvent } from '../events/EventStore.ts'
import type { BatchEntry } from '../journal/Batch.ts'
import { encodeBatch } from '../journal/batchCodec.ts'
import type { JournalStore } from '../journal/JournalStore.ts'
import { noFacts } from '../journal/ResourceFacts.ts'
import type { KnownResource, ResourceStore } from '../journal/ResourceStore.ts'
import type { Book } from './Book.ts'
import type { LiveResource } from './LiveResource.ts'
import type { SeenMeeting } from './Scene.ts'

/** Seconds and events that wait for a store that is away; older ones are let go. */
const MAX_WAITING = 120
const MAX_EVENTS = 5000

export type RecorderOptions = {
  readonly db: Kysely<Schema>
  readonly journal: JournalStore
  readonly resources: ResourceStore
  readonly events: EventStore
  /** Id of this process. */
  readonly process: string
  readonly logger: Logger
}

/** Writes what this process read and what happened, once a second and in one transaction. Nothing waits for it, and it never fails. */
export class Recorder {
  readonly #options: RecorderOptions
  /** Numbers of rows, by key. */
  readonly #ids = new Map<string, number>()
  /** What the rows of meetings say. */
  readonly #meetings = new Map<string, string>()
  #waiting: { readonly at: number; readonly data: Uint8Array }[] = []
  #events: NewEvent[] = []
  #isAway = false
  #writing: Promise<void> = Promise.resolve()
  #isWriting = false

  constructor(options: RecorderOptions) {
    this.#options = options
  }

  note(events: readonly NewEvent[]): void {
    this.#events.push(...events)
    if (this.#events.length > MAX_EVENTS) this.#events.splice(0, this.#events.length - MAX_EVENTS)
  }

  /**
   * Takes this second of the book down. While the second before is still on its way to the disk this one waits with its samples for the next.
   * @param at second since the epoch, another one at each call
   */
  second(book: Book, at: number): Promise<void> {
    if (this.#isWriting) return this.#writing
    this.#isWriting = true
    this.#writing = this.#write(book, at)
      .catch((error: unknown) => this.#failed(error))
      .finally(() => (this.#isWriting = false))
    return this.#writing
  }

  /** Resolves when nothing is on its way. */
  idle(): Promise<void> {
    return this.#writing
  }

  async #write(book: Book, at: number): Promise<void> {
    const { db, journal, events, process } = this.#options
    await this.#describe([...book.all], book.meetings, at)
    this.#waiting.push({ at, data: encodeBatch({ at, entries: this.#entries(book) }) })
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift()
    const [seconds, noted] = [this.#waiting, this.#events]
    await inTransaction(db, async (tx) => {
      for (const { at: second, data } of seconds) await journal.append(tx, process, second, data)
      await events.append(tx, noted)
    })
    this.#waiting = []
    this.#events = this.#events.slice(noted.length)
    if (this.#isAway) this.#options.logger.info('what is measured is written again')
    this.#isAway = false
  }

  #failed(error: unknown): void {
    // One line for each time that the store is away.
    if (!this.#isAway) this.#options.logger.warn({ err: error }, 'what is measured cannot be written: it waits')
    this.#isAway = true
  }

  /** Writes rows of what is new or another one. */
  async #describe(resources: readonly LiveResource[], meetings: readonly SeenMeeting[], at: number): Promise<void> {
    const changed = resources.filter(({ isChanged, identity }) => isChanged || !this.#ids.has(identity.key))
    const facts = changed.map((resource) => resource.facts)
    const rows = changed.map(rowOf)
    const changedMeetings = meetings
      .map(meetingRow)
      .filter((row) => this.#meetings.get(row.key) !== JSON.stringify(row))
    if (rows.length + changedMeetings.length === 0) return
    const ids = await this.#options.resources.save([...rows, ...changedMeetings], at * 1000)
    for (const [key, id] of ids) this.#ids.set(key, id)
    for (const row of changedMeetings) this.#meetings.set(row.key, JSON.stringify(row))
    // What was said of it while its row was on its way is written next.
    for (const [index, resource] of changed.entries()) if (resource.facts === facts[index]) resource.isChanged = false
  }

  #entries(book: Book): BatchEntry[] {
    const entries: BatchEntry[] = []
    for (const resource of book.all) {
      const { identity, health, since, findings } = resource
      const id = this.#ids.get(identity.key)
      if (id === undefined) continue
      entries.push({ id, kind: identity.kind, health, since, findings, samples: resource.takeUnwritten() })
    }
    for (const meeting of book.meetings) {
      const id = this.#ids.get(meetingRow(meeting).key)
      if (id !== undefined) entries.push({ id, kind: null, health: 'good', since: 0, findings: [], samples: [] })
    }
    return entries
  }
}

const rowOf = ({ identity, name, facts }: LiveResource): KnownResource => ({
  key: identity.key,
  kind: identity.kind,
  name,
  unit_code: identity.unitCode,
  meeting_id: identity.meetingId,
  participant_id: identity.participantId,
  facts,
})

const meetingRow = ({ meetingId, title, hostUnit, startedAt, floor }: SeenMeeting): KnownResource => ({
  key: `meeting:${meetingId}`,
  kind: 'meeting',
  name: title,
  unit_code: hostUnit,
  meeting_id: meetingId,
  participant_id: null,
  facts: { ...noFacts, title, hostUnit, startedAt, floor },
})
