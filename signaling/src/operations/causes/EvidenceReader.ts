import { MeetingError, type MeetingId, type ParticipantId, type UnitCode } from '@diem-cau/signaling-contract'
import {
  type History,
  METRICS,
  type OperationEvent,
  ResourceId,
  ResourceKind,
} from '@diem-cau/signaling-contract/operations'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { EventStore } from '../events/EventStore.ts'
import type { HistoryReader, Kept } from '../history/HistoryReader.ts'
import { endpointKey } from '../journal/endpointKey.ts'
import type { BatchEntry } from '../journal/Batch.ts'
import type { JournalStore } from '../journal/JournalStore.ts'
import type { ResourceStore, StoredResource } from '../journal/ResourceStore.ts'
import type { Evidence, OtherThen, RoomThen, ServerThen } from './Evidence.ts'
import { byResource, foundIn } from './foundIn.ts'
import { restartsIn } from './restartsIn.ts'

/** What lasts was found before: so long a meeting is looked back upon, and servers. Milliseconds. */
const MEETING_BACK_MS = 12 * 3_600_000
const SERVERS_BACK_MS = 30 * 86_400_000
/** Most events that are read of either. */
const MOST_EVENTS = 20_000
/** Figures of the room from so long before, to know how it is when all is well. */
const SERIES_BACK_MS = 300_000
const MOST_POINTS = 1200
/** A process that came in another one's place came within this time of that one's last word. */
const RESTART_BACK_MS = 900_000
/** Findings of the last seconds are in the journal; reports come about every two seconds. */
const LATEST_SECONDS = 4
/** Minutes whose journal is kept for sure. */
const JOURNAL_MS = 100_000

export type EvidenceStores = {
  readonly db: Kysely<Schema>
  readonly resources: ResourceStore
  readonly events: EventStore
  readonly journal: JournalStore
  readonly history: HistoryReader
}

/** A room and a time; `about`: whose sound or picture is complained of. Milliseconds since the epoch. */
export type EvidenceAsk = {
  readonly room: StoredResource
  readonly about: ParticipantId | null
  /** Whoever had the floor is whom it is about, if nobody is named. */
  readonly isComplaint: boolean
  readonly from: number
  readonly to: number
  /** Findings that had gone before are not of that time any more. */
  readonly foundFrom: number
}

/** `about`: the same of the other room; null: there is none. `events`: of that time. */
export type Gathered = {
  readonly own: Evidence
  readonly about: Evidence | null
  readonly events: readonly OperationEvent[]
}

/** Lines up all that is kept of a room and a time: its figures, what happened, what others had, servers. */
export class EvidenceReader {
  readonly #stores: EvidenceStores

  constructor(stores: EvidenceStores) {
    this.#stores = stores
  }

  /** @throws MeetingError `notFound` for what is no room's line */
  async gather({ room, about, isComplaint, from, to, foundFrom }: EvidenceAsk, now: number): Promise<Gathered> {
    const { resources, events } = this.#stores
    const { meeting_id: meetingId } = room
    if (room.kind !== 'endpoint' || meetingId === null) throw new MeetingError('notFound', 'no line of a room')
    const [inMeeting, ofServers, present, around, latest] = await Promise.all([
      events.between(meetingId, { from: from - MEETING_BACK_MS, to }, MOST_EVENTS),
      events.between(null, { from: from - SERVERS_BACK_MS, to }, MOST_EVENTS),
      resources.presentIn(meetingId, from, to),
      resources.presentIn(null, from - RESTART_BACK_MS, to),
      to > now - JOURNAL_MS ? this.#latest(to) : null,
    ])
    const scene = {
      from,
      to,
      foundFrom,
      events: byResource([...inMeeting, ...ofServers]),
      latest,
      forgottenAt: forgottenAt(ofServers, around, to),
    }
    const floor = floorAt(inMeeting)
    const rooms = present.filter((row) => isThere(row, scene))
    const wanted = about === null ? (isComplaint ? (floor?.resource ?? null) : null) : endpointKey(meetingId, about)
    const other = rooms.find(({ key }) => key === wanted && key !== room.key) ?? null
    const [figures, parents] = await Promise.all([
      this.#figures([room, ...(other ? [other] : []), ...around], { from, to }, now),
      this.#parents([room, ...rooms]),
    ])
    const servers = around.flatMap((row) => serverOf(row, scene, figures.get(row.id)) ?? [])
    const restarts = restartsIn(
      ofServers.filter(({ at }) => at >= from - RESTART_BACK_MS),
      around.filter(({ kind }) => kind === 'process'),
    )
    const evidenceOf = (row: StoredResource): Evidence => ({
      from,
      to,
      room: roomOf(row, meetingId, scene, figures.get(row.id), floor),
      others: rooms
        .filter(({ key }) => key !== row.key)
        .flatMap((each) => otherOf(each, scene, isSibling(parents, row, each)) ?? []),
      servers,
      restarts,
    })
    return {
      own: evidenceOf(room),
      about: other ? evidenceOf(other) : null,
      events: [...inMeeting, ...ofServers].filter(({ at }) => at >= from - SERIES_BACK_MS),
    }
  }

  /** All that was there at the end of a time, by the numbers of their rows. */
  async #latest(to: number): Promise<Map<number, BatchEntry>> {
    const second = Math.floor(to / 1000)
    const latest = new Map<number, BatchEntry>()
    for await (const { batch } of this.#stores.journal.read(second - LATEST_SECONDS, second + 1))
      for (const entry of batch.entries) latest.set(entry.id, entry)
    return latest
  }

  async #figures(
    rows: readonly StoredResource[],
    { from, to }: Pick<EvidenceAsk, 'from' | 'to'>,
    now: number,
  ): Promise<Map<number, History>> {
    const kept = rows.flatMap((row): Kept[] => {
      const [resource, kind] = [ResourceId.safeParse(row.key), ResourceKind.safeParse(row.kind)]
      return resource.success && kind.success ? [{ resource: resource.data, id: row.id, kind: kind.data }] : []
    })
    const when = { from: from - SERIES_BACK_MS, to, points: MOST_POINTS }
    const histories = await this.#stores.history.readAll(kept, when, now)
    return new Map(kept.map(({ id }, index) => [id, histories[index] as History]))
  }

  /** The units above those of the rooms. */
  async #parents(rows: readonly StoredResource[]): Promise<Map<UnitCode, UnitCode | null>> {
    const codes = [...new Set(rows.flatMap(({ unit_code }) => unit_code ?? []))]
    if (codes.length === 0) return new Map()
    const units = await this.#stores.db
      .selectFrom('unit')
      .select(['code', 'parent_code'])
      .where('code', 'in', codes)
      .execute()
    return new Map(units.map(({ code, parent_code }) => [code, parent_code]))
  }
}

type Scene = Pick<EvidenceAsk, 'from' | 'to' | 'foundFrom'> & {
  readonly events: ReadonlyMap<ResourceId, readonly OperationEvent[]>
  /** Null: the time is too long ago. */
  readonly latest: ReadonlyMap<number, BatchEntry> | null
  readonly forgottenAt: number | null
}

/** What was found before a process started that is alone has ended: nobody remembers it. */
function forgottenAt(events: readonly OperationEvent[], around: readonly StoredResource[], to: number): number | null {
  const started = events.findLast(({ kind }) => kind === 'processStarted')
  const others = around.filter(
    ({ kind, key, last_at }) => kind === 'process' && key !== started?.resource && last_at > (started?.at ?? to),
  )
  return started && others.length === 0 ? started.at : null
}

/** Who was given the floor last, and not before the meeting was opened. */
function floorAt(events: readonly OperationEvent[]): OperationEvent | null {
  const last = events.findLast(({ kind }) => kind === 'floorGranted' || kind === 'meetingClosed')
  return last?.kind === 'floorGranted' ? last : null
}

/** False for who had left before. */
function isThere({ key }: StoredResource, { events, from }: Scene): boolean {
  const own = events.get(key) ?? []
  const last = own.findLast(({ kind, at }) => (kind === 'left' || kind === 'joined') && at <= from)
  return last?.kind !== 'left' || own.some(({ kind, at }) => kind === 'joined' && at > from)
}

const foundOf = (row: StoredResource, { events, latest, foundFrom: from, to, forgottenAt }: Scene) =>
  foundIn(events.get(row.key) ?? [], {
    from,
    to,
    forgottenAt,
    latest: latest?.get(row.id)?.findings ?? null,
  })

function roomOf(
  row: StoredResource,
  meetingId: MeetingId,
  scene: Scene,
  history: History | undefined,
  floor: OperationEvent | null,
): RoomThen {
  const { key, name, facts, unit_code: unitCode, participant_id: participantId } = row
  const id = ResourceId.parse(key)
  if (participantId === null) throw new MeetingError('notFound', 'no line of a room')
  return {
    id,
    name,
    unitCode,
    meetingId,
    participantId,
    title: facts.title,
    facts: facts.facts,
    hostUnit: facts.hostUnit,
    node: facts.node,
    firstAt: row.first_at,
    found: foundOf(row, scene),
    series: history ? { seconds: history.seconds, at: history.at, columns: history.mean } : null,
    events: scene.events.get(id) ?? [],
    floorSince: floor?.resource === id ? floor.at : null,
  }
}

function otherOf(row: StoredResource, scene: Scene, isOfBranch: boolean): OtherThen | null {
  const id = ResourceId.safeParse(row.key)
  if (!id.success) return null
  const { hostUnit, node } = row.facts
  // A page that reports says what it is.
  const isRead = scene.latest ? scene.latest.get(row.id)?.health !== 'unknown' : row.facts.facts !== null
  return {
    id: id.data,
    name: row.name,
    unitCode: row.unit_code,
    hostUnit,
    node,
    isOfBranch,
    isRead,
    found: foundOf(row, scene),
  }
}

function serverOf(row: StoredResource, scene: Scene, history: History | undefined): ServerThen | null {
  const [id, kind] = [ResourceId.safeParse(row.key), ResourceKind.safeParse(row.kind)]
  if (!id.success || !kind.success || kind.data === 'endpoint') return null
  const { from, to } = scene
  const within = (history?.at ?? []).flatMap((at, point) => (at * 1000 >= from && at * 1000 <= to ? [point] : []))
  const read = METRICS[kind.data].flatMap(({ key }, index) =>
    within.some((point) => (history?.mean[index]?.[point] ?? null) !== null) ? [key] : [],
  )
  // One that had gone has nothing any more.
  const isGone = scene.latest !== null && !scene.latest.has(row.id)
  return {
    id: id.data,
    kind: kind.data,
    name: row.name,
    node: row.facts.node,
    found: isGone ? [] : foundOf(row, scene),
    events: scene.events.get(id.data) ?? [],
    read,
  }
}

/** True for rooms whose units are the same, or under the same one. */
function isSibling(parents: ReadonlyMap<UnitCode, UnitCode | null>, one: StoredResource, other: StoredResource) {
  const [a, b] = [one.unit_code, other.unit_code]
  if (a === null || b === null) return false
  const parent = parents.get(a) ?? null
  return a === b || (parent !== null && parent === parents.get(b))
}
