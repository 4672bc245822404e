import { type Account, AccountId, MeetingError, MeetingId, type Seat, UnitCode } from '@diem-cau/signaling-contract'
import type { Role } from '@diem-cau/signaling-contract/office'
import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import type { Schema } from '../../db/schema.ts'
import { insertMany } from '../../db/sql/insertMany.ts'
import { HOUR, NOON } from '../../testing/people.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { invitedAmong, membershipOf, seatOf } from '../schedule/invitationRule.ts'
import { listPlans } from '../schedule/listPlans.ts'
import { visibleMeetings } from '../schedule/visibleMeetings.ts'
import { EarlierStore } from './EarlierStore.ts'
import { findInvited, invitedToMany, meetingsInvitedTo, readInvited } from './invitees.ts'
import { findInvitations } from './listInvitations.ts'
import { MeetingSight } from './MeetingSight.ts'
import { readFeed } from './readFeed.ts'
import { accountInvitee, unitInvitee } from '../../domain/office/invitee.ts'

const UNITS = 7
const PEOPLE = 4
const roles: readonly Role[] = ['itAdmin', 'chair', 'secretary', 'official', 'technician']

const anyUnit = fc.nat({ max: UNITS - 1 })
const anyone = fc.nat({ max: PEOPLE - 1 })
const maybe = fc.option(anyone, { nil: null, freq: 2 })

/** A tree of units, each below an earlier one; people with roles at some of them, and a room; plans as they may be saved. */
const office = fc.record({
  parents: fc.tuple(...Array.from({ length: UNITS - 1 }, (_, n) => fc.nat({ max: n }))),
  people: fc.array(
    fc.record({
      home: anyUnit,
      grants: fc.uniqueArray(fc.tuple(fc.constantFrom(...roles), anyUnit), {
        maxLength: 2,
        selector: (grant) => grant.join(),
      }),
    }),
    { minLength: PEOPLE, maxLength: PEOPLE },
  ),
  room: anyUnit,
  plans: fc.array(
    fc.record({
      host: anyUnit,
      units: fc.uniqueArray(anyUnit, { maxLength: 3 }),
      chair: anyone,
      deputy: maybe,
      secretary: maybe,
      named: fc.uniqueArray(anyone, { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})
type Office = typeof office extends fc.Arbitrary<infer T> ? T : never

const codeOf = (unit: number) => UnitCode.parse(`n${unit}`)
const idOf = (person: number) => AccountId.parse(`p${person}`)
const meetingOf = (plan: number) => MeetingId.parse(`m${plan}`)
const ROOM = AccountId.parse('room')

function pathOf({ parents }: Office, unit: number): string {
  const parent = parents[unit - 1]
  return `${parent === undefined ? '/' : pathOf({ parents } as Office, parent)}${codeOf(unit)}/`
}

async function save(db: Kysely<Schema>, made: Office): Promise<Account[]> {
  for (const table of [
    'meeting_seat',
    'meeting_unit',
    'meeting',
    'account_role',
    'account',
    'unit_name',
    'unit',
  ] as const)
    await db.deleteFrom(table).execute()
  const all = Array.from({ length: UNITS }, (_, unit) => unit)
  await insertMany(
    db,
    'unit',
    all.map((unit) => ({
      code: codeOf(unit),
      parent_code: unit === 0 ? null : codeOf(made.parents[unit - 1] ?? 0),
      kind: 'ward',
      name: codeOf(unit),
      search: codeOf(unit),
      path: pathOf(made, unit),
    })),
  )
  const account = (id: AccountId, kind: 'person' | 'room', home: number) => ({
    id,
    login: id,
    name: id,
    unit_code: codeOf(home),
    password_hash: '-',
    disabled: 0,
    created_at: 0,
    kind,
    search: id,
  })
  await insertMany(db, 'account', [
    ...made.people.map(({ home }, n) => account(idOf(n), 'person', home)),
    account(ROOM, 'room', made.room),
  ])
  await insertMany(
    db,
    'account_role',
    made.people.flatMap(({ grants }, n) =>
      grants.map(([role, unit]) => ({ account_id: idOf(n), role, unit_code: codeOf(unit) })),
    ),
  )
  await insertMany(
    db,
    'meeting',
    made.plans.map(({ host, chair, deputy, secretary }, n) => ({
      id: meetingOf(n),
      title: meetingOf(n),
      host_unit_code: codeOf(host),
      host_unit_name: codeOf(host),
      chair_account_id: idOf(chair),
      deputy_account_id: deputy === null ? null : idOf(deputy),
      secretary_account_id: secretary === null ? null : idOf(secretary),
      starts_at: NOON + n * HOUR,
      ends_at: NOON + (n + 1) * HOUR,
      phase: 'scheduled' as const,
      demo: 0,
      search: '',
      created_at: 0,
      updated_at: 0,
    })),
  )
  await insertMany(
    db,
    'meeting_unit',
    made.plans.flatMap(({ units, host }, n) =>
      units
        .filter((unit) => unit !== host)
        .map((unit, position) => ({
          meeting_id: meetingOf(n),
          unit_code: codeOf(unit),
          unit_name: codeOf(unit),
          position,
        })),
    ),
  )
  const seats = made.plans.flatMap(({ chair, deputy, secretary, named }, n) => {
    // A person has one seat, as `resolvePlan` gives them out: who conducts first.
    const asked: readonly (readonly [number | null, Seat])[] = [
      [chair, 'chair'],
      [deputy, 'deputy'],
      [secretary, 'secretary'],
      ...named.map((person) => [person, 'presenter'] as const),
    ]
    const given = new Map<number, Seat>()
    for (const [person, seat] of asked) if (person !== null && !given.has(person)) given.set(person, seat)
    return [...given].map(([person, seat]) => ({
      meeting_id: meetingOf(n),
      account_id: idOf(person),
      seat,
      unit_code: codeOf(0),
      unit_name: '',
    }))
  })
  await insertMany(db, 'meeting_seat', seats)
  const unitOf = (unit: number) => ({ code: codeOf(unit), name: codeOf(unit) })
  return [
    ...made.people.map(({ home }, n): Account => ({
      accountId: idOf(n),
      kind: 'person',
      login: idOf(n),
      name: idOf(n),
      unit: unitOf(home),
    })),
    { accountId: ROOM, kind: 'room', login: '', name: ROOM, unit: unitOf(made.room) },
  ]
}

const sorted = (ids: Iterable<MeetingId>) => [...ids].toSorted()
async function those(ids: readonly MeetingId[], is: (id: MeetingId) => Promise<boolean>): Promise<MeetingId[]> {
  const found = await Promise.all(ids.map(is))
  return ids.filter((_, n) => found[n])
}

describeStores((open) => {
  test('15.8 every list of invitations says the same as looking at each meeting', { timeout: 120_000 }, async () => {
    const { db } = await open()
    await fc.assert(
      fc.asyncProperty(
        office,
        fc.constantFrom({ branch: 300, together: 1_000 }, { branch: 1, together: 3 }),
        async (made, broad) => {
          const accounts = await save(db, made)
          const ids = made.plans.map((_, n) => meetingOf(n))
          const meetings = made.plans.map(({ host }, n) => ({
            id: meetingOf(n),
            host_unit_code: codeOf(host),
            host_path: pathOf(made, host),
          }))
          for (const account of accounts) {
            const seated = await those(ids, async (id) => (await seatOf(db, id, account)) !== null)
            const member = await membershipOf(db, account)
            expect(sorted(await invitedAmong(db, member, meetings)), 'invitedAmong').toEqual(seated)
            const { filter } = await visibleMeetings(db, { member, branches: [], units: [] }, broad)
            const visible = await db.selectFrom('meeting').select('id').where(filter).execute()
            expect(sorted(visible.map(({ id }) => id)), 'visibleMeetings').toEqual(seated)

            const feed = new Set(
              (await readFeed(db, account.accountId, 1, NOON))?.meetings.map(({ meetingId }) => meetingId),
            )
            expect(seated, 'readFeed').toEqual(expect.arrayContaining([...feed]))
            for (const id of seated) {
              const seat = (await seatOf(db, id, account))?.seat
              if (seat !== 'technician' && seat !== 'observer') expect(feed, 'readFeed').toContain(id)
            }

            const sight = new MeetingSight(db)
            const seen = await those(ids, (id) =>
              sight.of(account, id).then(
                () => true,
                (error: unknown) => {
                  if (error instanceof MeetingError && error.code === 'notFound') return false
                  throw error
                },
              ),
            )
            const listed = await listPlans(
              { db, account, now: NOON, running: [], phaseOf: () => 'scheduled' },
              { limit: 50 },
            )
            expect(sorted(listed.items.map(({ meetingId }) => meetingId)), 'listPlans and MeetingSight').toEqual(seen)

            const units = await sight.answering(account)
            const invitees = [accountInvitee(account.accountId), ...units.map(unitInvitee)]
            const asked = await findInvitations(db, ids, {
              account,
              units,
              manages: [],
              now: NOON,
              running: new Set(),
              earlier: new EarlierStore(() => NOON),
            })
            const toAnswer = await those(ids, async (id) =>
              (await Promise.all(invitees.map((invitee) => findInvited(db, id, invitee)))).some((row) => row !== null),
            )
            expect(sorted(asked.map(({ meeting }) => meeting.meetingId)), 'listInvitations').toEqual(toAnswer)
            for (const invitee of invitees) {
              const one = await those(ids, async (id) => (await findInvited(db, id, invitee)) !== null)
              expect(sorted(await meetingsInvitedTo(db, ids, invitee)), 'meetingsInvitedTo').toEqual(one)
            }
          }
          const many = await invitedToMany(db, ids)
          for (const id of ids)
            expect((many.get(id) ?? []).toSorted(), 'invitedToMany').toEqual(
              (await readInvited(db, id)).map(({ invitee }) => invitee).toSorted(),
            )
        },
      ),
      { numRuns: 12 },
    )
  })
})
