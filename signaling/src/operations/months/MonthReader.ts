import { setImmediate as breathe } from 'node:timers/promises'
import { fromWallClock, localDate, type UnitCode } from '@diem-cau/signaling-contract'
import type { FindingCode, Month, MonthReport, OperationEvent } from '@diem-cau/signaling-contract/operations'
import type { Kysely } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import { matchesWords } from '../../db/sql/matchesWords.ts'
import type { Schema } from '../../db/schema.ts'
import { byResource, foundIn } from '../causes/foundIn.ts'
import type { EventStore } from '../events/EventStore.ts'
import { type Scope, sees } from '../feed/Scope.ts'
import type { ResourceStore } from '../journal/ResourceStore.ts'
import { badTime, type EndpointMonth, type Span } from './badTime.ts'
import { endpointMonth } from './endpointMonth.ts'

const DAY_MS = 86_400_000
/** Most events of a meeting, and of servers in a month, that are read. */
const MOST_EVENTS = 50_000
const KINDS = ['joined', 'left', 'found', 'cleared'] as const
const SERVER_KINDS = ['found', 'cleared', 'nodeLost', 'workerLost', 'processStarted', 'processEnded'] as const
/** Servers that have these let lines go bad. One that does not answer may be a spare one: what it carried was seen when it was lost. */
const SERVER_CODES: readonly FindingCode[] = ['overloaded', 'lagging']
/** For so long after a server is gone rooms find their way back, milliseconds. */
const AFTER_MS = 30_000
const UNITS_AT_ONCE = 500

export type MonthReaderOptions = {
  readonly db: Kysely<Schema>
  readonly events: EventStore
  readonly resources: ResourceStore
}

/** Tells of a month how many minutes units were in meetings, how many of them were bad, and why, by what happened then. */
export class MonthReader {
  readonly #options: MonthReaderOptions

  constructor(options: MonthReaderOptions) {
    this.#options = options
  }

  async read(month: Month, { q }: { readonly q?: string | undefined }, scope: Scope): Promise<MonthReport> {
    const span = rangeOf(month)
    const endpoints: EndpointMonth[] = []
    for (const meetingId of await this.#options.resources.meetingsIn(span.from, span.to)) {
      const rows = (await this.#options.resources.presentIn(meetingId, span.from, span.to)).filter((row) =>
        sees(scope, row.unit_code, row.facts.hostUnit),
      )
      if (rows.length === 0) continue
      const when = { from: span.from - DAY_MS, to: span.to, kinds: KINDS }
      const events = byResource(await this.#options.events.between(meetingId, when, MOST_EVENTS))
      for (const { key, unit_code, facts, first_at: firstAt, last_at: lastAt } of rows) {
        const unit = unit_code ?? facts.hostUnit
        const own: readonly OperationEvent[] = events.get(key) ?? []
        if (unit !== null) endpoints.push(endpointMonth({ meetingId, unit, firstAt, lastAt }, own, span))
      }
      await breathe()
    }
    const rows = badTime(endpoints, await this.#serversBad(span))
    const names = await this.#names(
      rows.map(({ unit }) => unit),
      q,
    )
    return {
      month,
      rows: rows
        .flatMap(({ unit, ...row }) => {
          const known = names.get(unit)
          return known ? [{ unit: known, ...row }] : []
        })
        .toSorted((a, b) => shareOf(b) - shareOf(a) || b.badMinutes - a.badMinutes || b.minutes - a.minutes),
      earliest: await this.#earliest(),
    }
  }

  async #serversBad({ from, to }: Span): Promise<Span[]> {
    const events = await this.#options.events.between(
      null,
      { from: from - DAY_MS, to, kinds: SERVER_KINDS },
      MOST_EVENTS,
    )
    const gone = events.flatMap(({ kind, at }): Span[] =>
      kind === 'nodeLost' || kind === 'workerLost' || kind === 'processStarted' || kind === 'processEnded'
        ? [{ from: at, to: at + AFTER_MS }]
        : [],
    )
    const forgottenAt = events.findLast(({ kind }) => kind === 'processStarted')?.at ?? null
    const found = [...byResource(events).values()].flatMap((own) =>
      foundIn(own, { from, to, forgottenAt, latest: null }).flatMap(({ code, health, since, until }): Span[] =>
        health === 'bad' && SERVER_CODES.includes(code) ? [{ from: since, to: until ?? to }] : [],
      ),
    )
    return [...gone, ...found]
  }

  async #names(
    codes: readonly string[],
    q: string | undefined,
  ): Promise<Map<string, { code: UnitCode; name: string }>> {
    const names = new Map<string, { code: UnitCode; name: string }>()
    for (const part of inParts(codes as readonly UnitCode[], UNITS_AT_ONCE)) {
      let query = this.#options.db.selectFrom('unit').select(['code', 'name']).where('code', 'in', part)
      if (q !== undefined) query = query.where((eb) => matchesWords(eb.ref('unit.search'), q))
      for (const row of await query.execute()) names.set(row.code, row)
    }
    return names
  }

  async #earliest(): Promise<Month | null> {
    const { first } = await this.#options.db
      .selectFrom('operation_event')
      .select((eb) => eb.fn.min<number | null>('at').as('first'))
      .executeTakeFirstOrThrow()
    return first === null ? null : localDate(first).slice(0, 7)
  }
}

/** The month's first moment and the next one's, in Vietnam. */
function rangeOf(month: Month): Span {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  return { from: fromWallClock(year, number - 1, 1), to: fromWallClock(year, number, 1) }
}

const shareOf = ({ badMinutes, minutes }: { readonly badMinutes: number; readonly minutes: number }) =>
  minutes === 0 ? 0 : badMinutes / minutes
