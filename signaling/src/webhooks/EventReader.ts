import type { UnitCode } from '@diem-cau/signaling-contract'
import type { WebhookEvent } from '@diem-cau/signaling-contract/office'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { NewEvent } from './DeliveryStore.ts'

/** Something that happened, and where: `units` null: to a server, which carries meetings of any unit. */
export type ReadEvent = NewEvent & { readonly kind: WebhookEvent; readonly units: readonly UnitCode[] | null }

export const SOURCES = ['log', 'minutes', 'operations', 'alerts'] as const
export type Source = (typeof SOURCES)[number]

/** What is committed late, or by a clock that is behind, is read all the same: so far back everything is looked at again. */
const SLACK_MS = 10 * 60_000
const SLACK_IDS = 1000
/** Most rows of a source at once; the rest comes with the next turn. */
const MOST = 2000
/** Places of an alert that are named; of the others how many there are. */
const NAMED = 50

const inMeetings = {
  meetingOpened: 'meeting.opened',
  meetingStarted: 'meeting.started',
  meetingEnded: 'meeting.ended',
} as const satisfies Record<string, WebhookEvent>

const inOperations = {
  lineLost: 'room.offline',
  lineBack: 'room.online',
  nodeLost: 'node.lost',
  nodeFound: 'node.found',
} as const satisfies Record<string, WebhookEvent>
type OperationKind = keyof typeof inOperations
const isTold = (kind: string): kind is OperationKind => kind in inOperations

const isPhase = (type: string): type is keyof typeof inMeetings => type in inMeetings

/**
 * Finds what happened in what is on record already: the log of meetings, minutes, operations, alerts. Nobody has to tell of it, so nothing that
 * was committed can be forgotten, whichever process dies when.
 */
export class EventReader {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** What a source has since its mark, and somewhat before it; with the mark after it. @param since nothing that happened earlier, in milliseconds */
  async read(
    source: Source,
    mark: number | null,
    since: number,
    now: number,
  ): Promise<{ readonly events: ReadEvent[]; readonly mark: number }> {
    const from = Math.max(since, (mark ?? now) - SLACK_MS)
    switch (source) {
      case 'log':
        return this.#meetings(from, now)
      case 'minutes':
        return this.#minutes(from, now)
      case 'operations':
        return this.#operations(mark, since)
      case 'alerts':
        return this.#alerts(from, now)
      default:
        return source satisfies never
    }
  }

  async #meetings(from: number, now: number) {
    const rows = await this.#db
      .selectFrom('meeting_log')
      .innerJoin('meeting', 'meeting.id', 'meeting_log.meeting_id')
      .select([
        'meeting_log.meeting_id',
        'meeting_log.seq',
        'meeting_log.at',
        'meeting_log.type',
        'meeting.title',
        'meeting.host_unit_code',
        'meeting.host_unit_name',
        'meeting.starts_at',
        'meeting.ends_at',
        'meeting.rehearsal_of',
      ])
      // In the words of the index, which has these rows alone.
      .where(sql<boolean>`meeting_log.type in ('meetingOpened', 'meetingStarted', 'meetingEnded')`)
      .where('meeting_log.at', '>=', from)
      .orderBy('meeting_log.at')
      .limit(MOST)
      .execute()
    const events = rows.flatMap((row): ReadEvent[] =>
      isPhase(row.type)
        ? [
            {
              source: `log ${row.meeting_id} ${row.seq}`,
              kind: inMeetings[row.type],
              at: row.at,
              units: [row.host_unit_code],
              data: {
                meetingId: row.meeting_id,
                title: row.title,
                hostUnit: { code: row.host_unit_code, name: row.host_unit_name },
                startsAt: iso(row.starts_at),
                endsAt: iso(row.ends_at),
                isRehearsal: row.rehearsal_of !== null,
              },
            },
          ]
        : [],
    )
    return { events, mark: markOf(rows, now) }
  }

  async #minutes(from: number, now: number) {
    const rows = await this.#db
      .selectFrom('minutes')
      .innerJoin('minutes_issue', 'minutes_issue.meeting_id', 'minutes.meeting_id')
      .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
      .select([
        'minutes.meeting_id',
        'minutes_issue.issue',
        'minutes_issue.what',
        'minutes_issue.at',
        'minutes_issue.by_name',
        'meeting.title',
        'meeting.host_unit_code',
        'meeting.host_unit_name',
      ])
      .where('minutes.issued_at', '>=', from)
      .where('minutes_issue.at', '>=', from)
      .where('minutes_issue.what', '!=', 'numbered')
      .orderBy('minutes_issue.at')
      .limit(MOST)
      .execute()
    const events = rows.map((row): ReadEvent => ({
      source: `minutes ${row.meeting_id} ${row.issue}`,
      kind: 'minutes.approved',
      at: row.at,
      units: [row.host_unit_code],
      data: {
        meetingId: row.meeting_id,
        title: row.title,
        hostUnit: { code: row.host_unit_code, name: row.host_unit_name },
        issue: row.issue,
        isCorrection: row.what !== 'approved',
        approvedBy: row.by_name,
      },
    }))
    return { events, mark: markOf(rows, now) }
  }

  async #operations(mark: number | null, since: number) {
    const { last } = await this.#db
      .selectFrom('operation_event')
      .select((eb) => eb.fn.max<number | null>('id').as('last'))
      .executeTakeFirstOrThrow()
    const from = (mark ?? last ?? 0) - SLACK_IDS
    const rows = await this.#db
      .selectFrom('operation_event')
      .leftJoin('meeting', 'meeting.id', 'operation_event.meeting_id')
      .select([
        'operation_event.id',
        'operation_event.at',
        'operation_event.kind',
        'operation_event.resource',
        'operation_event.name',
        'operation_event.unit_code',
        'operation_event.meeting_id',
        'meeting.title',
        'meeting.host_unit_code',
      ])
      .where('operation_event.id', '>', from)
      .orderBy('operation_event.id')
      .limit(MOST)
      .execute()
    const events = rows.flatMap((row): ReadEvent[] => {
      const { kind } = row
      if (!isTold(kind) || row.at < since) return []
      const isServer = kind === 'nodeLost' || kind === 'nodeFound'
      // A guest stands for no unit: where they are is the host's.
      const unit = row.unit_code ?? row.host_unit_code
      if (!isServer && unit === null) return []
      return [
        {
          source: `operation ${row.id}`,
          kind: inOperations[kind],
          at: row.at,
          units: isServer || unit === null ? null : [unit],
          data: isServer
            ? { resource: row.resource, name: row.name }
            : {
                resource: row.resource,
                name: row.name,
                unitCode: unit,
                meetingId: row.meeting_id,
                meetingTitle: row.title ?? '',
              },
        },
      ]
    })
    return { events, mark: Math.max(rows.at(-1)?.id ?? 0, mark ?? 0) }
  }

  /** An alert is told once it is gathered: with all places of its first minute. */
  async #alerts(from: number, now: number) {
    const rows = await this.#db
      .selectFrom('alert')
      .selectAll()
      .where('by_webhook', '=', 1)
      .where((eb) =>
        eb.or([
          eb.and([eb('gathered_at', '>=', from), eb('gathered_at', '<=', now)]),
          eb.and([eb('cleared_at', '>=', from), eb('cleared_at', '<=', now)]),
        ]),
      )
      .orderBy('raised_at')
      .limit(MOST)
      .execute()
    const events: ReadEvent[] = []
    for (const row of rows) {
      const places = await this.#db
        .selectFrom('alert_resource')
        .select(['resource', 'kind', 'name', 'unit_code', 'health', 'cleared_at'])
        .where('alert_id', '=', row.id)
        .orderBy('added_at')
        .orderBy('name')
        .execute()
      const units = places.some(({ kind }) => kind !== 'endpoint')
        ? null
        : [...new Set(places.flatMap(({ unit_code }) => unit_code ?? []))]
      const data = {
        alertId: row.id,
        rule: row.rule_name,
        finding: row.code,
        raisedAt: iso(row.raised_at),
        count: places.length,
        places: places.slice(0, NAMED).map(({ resource, kind, name, unit_code, health }) => ({
          resource,
          kind,
          name,
          unitCode: unit_code,
          health,
        })),
      }
      if (row.gathered_at >= from && row.gathered_at <= now)
        events.push({ source: `alert ${row.id} raised`, kind: 'alert.raised', at: row.gathered_at, units, data })
      if (row.cleared_at !== null && row.cleared_at >= from && row.cleared_at <= now)
        events.push({
          source: `alert ${row.id} cleared`,
          kind: 'alert.cleared',
          at: row.cleared_at,
          units,
          data: { ...data, clearedAt: iso(row.cleared_at) },
        })
    }
    return { events, mark: now }
  }
}

const iso = (at: number) => new Date(at).toISOString()

/** Up to now, or up to the last row when there may be more. */
const markOf = (rows: readonly { readonly at: number }[], now: number): number =>
  rows.length < MOST ? now : (rows.at(-1)?.at ?? now)
