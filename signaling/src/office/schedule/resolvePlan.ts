import {
  type AccountId,
  type AccountKind,
  localDate,
  MeetingError,
  type Seat,
  type UnitCode,
  type UnitRef,
} from '@diem-cau/signaling-contract'
import type { PlanInput } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import type { Schema } from '../../db/schema.ts'
import { requireKnown, resolveRules } from '../groups/resolveRules.ts'
import { namesAt } from '../units/namesAt.ts'

/** Someone who is named, with the highest of the seats that they are named for. */
type NamedSeat = {
  readonly accountId: AccountId
  readonly name: string
  readonly seat: Seat
  readonly unitCode: UnitCode
}

/** The people and units that a plan means on one day. */
type DayOfPlan = {
  readonly units: readonly UnitRef[]
  /** Names of the host unit and of the units of those who are named. */
  readonly nameOf: (code: UnitCode) => string
}

export type ResolvedPlan = {
  readonly chairName: string
  readonly seats: readonly NamedSeat[]
  /** @param at an instant of one of the meetings that it was resolved for */
  day(at: number): DayOfPlan
}

/**
 * Finds whom a plan means, at each of its meetings.
 * @param starts of the meetings
 * @throws MeetingError `invalidInvitation`, `unitClosed`
 */
export async function resolvePlan(
  db: Kysely<Schema>,
  plan: PlanInput,
  starts: readonly number[],
): Promise<ResolvedPlan> {
  await requireOpenHost(db, plan.hostUnitCode)
  await requireOpenUnits(db, plan)
  const { seats, chairName } = await namedSeats(db, plan)
  const codes = [plan.hostUnitCode, ...seats.map(({ unitCode }) => unitCode)]
  // Names and branches differ only from a day on at which something changes.
  const dates = [...new Set(starts.map(localDate))].toSorted()
  const changes = await changeDays(db, dates)
  const epochOf = (date: string) => changes.filter((day) => day <= date).length
  const days = new Map<number, DayOfPlan>()
  for (const date of dates) {
    if (days.has(epochOf(date))) continue
    const names = await namesAt(db, date, codes)
    const meant = await resolveRules(db, plan.invite, date)
    // The unit that holds the meeting is no invited one, by whatever rule it is meant (SPEC 15.6).
    days.set(epochOf(date), {
      units: meant.filter(({ code }) => code !== plan.hostUnitCode),
      nameOf: (code) => names.get(code) ?? code,
    })
  }
  return {
    seats,
    chairName,
    day: (at) => {
      const day = days.get(epochOf(localDate(at)))
      if (!day) throw new RangeError('not resolved for this day')
      return day
    },
  }
}

async function changeDays(db: Kysely<Schema>, dates: readonly string[]): Promise<string[]> {
  const [first, last] = [dates[0], dates.at(-1)]
  if (first === undefined || last === undefined) return []
  const [coming, past] = await Promise.all([
    db
      .selectFrom('unit_change')
      .select('effective_on as day')
      .distinct()
      .where('effective_on', '>', first)
      .where('effective_on', '<=', last)
      .execute(),
    db
      .selectFrom('unit_name')
      .select('since as day')
      .distinct()
      .where('since', '>', first)
      .where('since', '<=', last)
      .execute(),
  ])
  return [...new Set([...coming, ...past].map(({ day }) => day))]
}

async function requireOpenHost(db: Kysely<Schema>, code: UnitCode): Promise<void> {
  const host = await db.selectFrom('unit').select('status').where('code', '=', code).executeTakeFirst()
  if (!host) throw new MeetingError('invalidInvitation', 'no such unit', { field: 'hostUnitCode' })
  if (host.status === 'closed')
    throw new MeetingError('unitClosed', 'the host unit is closed', { field: 'hostUnitCode' })
}

async function requireOpenUnits(db: Kysely<Schema>, { invite }: PlanInput): Promise<void> {
  await requireKnown(db, invite, 'invite')
  const codes = [
    ...new Set(invite.flatMap((rule) => (rule.type === 'unit' || rule.type === 'branch' ? [rule.code] : []))),
  ]
  for (const part of inParts(codes, 1000)) {
    const closed = await db
      .selectFrom('unit')
      .select('name')
      .where('code', 'in', part)
      .where('status', '=', 'closed')
      .where('successor_code', 'is', null)
      .execute()
    if (closed.length > 0) {
      throw new MeetingError('invalidInvitation', 'closed units are invited', {
        field: 'invite',
        issues: closed.slice(0, 50).map(({ name }) => name),
      })
    }
  }
}

/** Everyone who sits by name, the chair first. */
async function namedSeats(db: Kysely<Schema>, plan: PlanInput): Promise<{ seats: NamedSeat[]; chairName: string }> {
  const asked: [id: AccountId, seat: Seat, field: string][] = [
    [plan.chairId, 'chair', 'chairId'],
    ...(plan.deputyId === null ? [] : [[plan.deputyId, 'deputy', 'deputyId'] satisfies [AccountId, Seat, string]]),
    ...(plan.secretaryId === null
      ? []
      : [[plan.secretaryId, 'secretary', 'secretaryId'] satisfies [AccountId, Seat, string]]),
    ...plan.people.map(({ accountId, seat }): [AccountId, Seat, string] => [accountId, seat, 'people']),
  ]
  const known = new Map<AccountId, { name: string; kind: AccountKind; unit_code: UnitCode }>()
  for (const part of inParts([...new Set(asked.map(([id]) => id))], 1000)) {
    const rows = await db
      .selectFrom('account')
      .select(['id', 'name', 'kind', 'unit_code'])
      .where('id', 'in', part)
      .where('disabled', '=', 0)
      .execute()
    for (const { id, ...row } of rows) known.set(id, row)
  }
  const seats = new Map<AccountId, NamedSeat>()
  for (const [accountId, seat, field] of asked) {
    const account = known.get(accountId)
    const fits = account?.kind === 'person' || (account?.kind === 'room' && field === 'people')
    if (!account || !fits)
      throw new MeetingError('invalidInvitation', 'nobody who can come', {
        field,
        issues: [account?.name ?? accountId],
      })
    if (!seats.has(accountId))
      seats.set(accountId, { accountId, name: account.name, seat, unitCode: account.unit_code })
  }
  return { seats: [...seats.values()], chairName: known.get(plan.chairId)?.name ?? '' }
}
