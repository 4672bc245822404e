import { type Account, AccountId, fromWallClock, MeetingError, UnitCode } from '@diem-cau/signaling-contract'
import { MeetingSettings, type PlanInput, type Role } from '@diem-cau/signaling-contract/office'
import { onTestFinished } from 'vitest'
import { MediaNodes } from '../live/media/nodes/MediaNodes.ts'
import { LocalDirectory } from '../live/directory/LocalDirectory.ts'
import { MeetingRegistry } from '../live/meeting/MeetingRegistry.ts'
import { AuditLog } from '../audit/AuditLog.ts'
import type { PlanChange } from '../office/schedule/PlanHooks.ts'
import type { inviteMore } from '../office/schedule/inviteMore.ts'
import type { PlanActor } from '../office/schedule/PlanPapers.ts'
import { Planner } from '../office/schedule/Planner.ts'
import { AccountStore, type NewAccount } from '../auth/AccountStore.ts'
import { ConductStore } from '../live/meeting/ConductStore.ts'
import { ScheduleStore } from '../office/schedule/ScheduleStore.ts'
import { MeetingLogTable } from '../db/log/MeetingLogTable.ts'
import type { Store } from '../db/engine/openStore.ts'
import { UnitStore } from '../office/units/UnitStore.ts'
import { silent } from './temporaryStore.ts'

export const unit = (code: string) => UnitCode.parse(code)
export const id = (name: string) => AccountId.parse(`a.${name}`)

/** Monday, 23 November 2026, 07:30 in Ho Chi Minh City. */
export const MONDAY = fromWallClock(2026, 10, 23, 7, 30)
/** Two days before, in the morning. */
export const BEFORE = fromWallClock(2026, 10, 21, 8)

/** [name, kind, unit, role at that unit] */
const people: [name: string, kind: 'person' | 'room', unitCode: string, role: Role | null][] = [
  ['boss', 'person', 'o-mon', 'chair'],
  ['deputy', 'person', 'o-mon', null],
  ['secretary', 'person', 'o-mon', 'secretary'],
  ['officialA', 'person', 'o-mon.a', 'official'],
  ['officialB', 'person', 'o-mon.b', 'official'],
  ['technician', 'person', 'o-mon', 'technician'],
  ['admin', 'person', 'o-mon', 'itAdmin'],
  ['guestSpeaker', 'person', 'khac', null],
  ['stranger', 'person', 'khac', 'official'],
  ['otherSecretary', 'person', 'khac', 'secretary'],
  ['roomA', 'room', 'o-mon.a', null],
  ['roomB', 'room', 'o-mon.b', null],
]

/** The units below `o-mon` and another district, with their people. */
export async function addPlanPeople(units: UnitStore, accounts: AccountStore): Promise<void> {
  await units.add([
    { code: unit('o-mon.a'), parentCode: unit('o-mon'), kind: 'ward', name: 'Phường An' },
    { code: unit('o-mon.b'), parentCode: unit('o-mon'), kind: 'ward', name: 'Phường Bình' },
    { code: unit('o-mon.c'), parentCode: unit('o-mon'), kind: 'ward', name: 'Phường Cát' },
    { code: unit('khac'), parentCode: null, kind: 'urban_district', name: 'Quận Khác' },
  ])
  await accounts.add(
    people.map(([name, kind, unitCode, role]): NewAccount => ({
      id: id(name),
      kind,
      login: name,
      name: name === 'boss' ? 'Nguyễn Thị Đẹp' : name,
      unitCode: unit(unitCode),
      passwordHash: '-',
      grants: role === null ? [] : [{ role, unitCode: unit(unitCode) }],
    })),
    0,
  )
}

export type PlanOffice = {
  readonly store: Store
  readonly planner: Planner
  /** Tests that change a plan without its planner use this. */
  readonly inviting: Parameters<typeof inviteMore>[0]
  readonly schedules: ScheduleStore
  /** Changes that the rest of the office was told, oldest first. */
  readonly told: PlanChange[]
  now: number
  as(name: string): PlanActor
}

/** Everything of the schedule on a store, without the server around it. */
export async function planOffice(store: Store): Promise<PlanOffice> {
  const { db } = store
  await addPlanPeople(new UnitStore(db), new AccountStore(db))
  const schedules = new ScheduleStore(db)
  const office = { now: BEFORE }
  const clock = () => office.now
  const meetings = new MeetingRegistry({
    log: new MeetingLogTable(db),
    leases: new LocalDirectory().leases('planning'),
    store: new ConductStore(db),
    find: (meetingId) => schedules.find(meetingId),
    mayStay: async (_meetingId, ids) => new Set(ids),
    mediaNodes: new MediaNodes([], silent),
    logger: silent,
    clock,
    lineGraceMs: 1000,
  })
  onTestFinished(() => meetings.close())
  const told: PlanChange[] = []
  const hooks = {
    onPlanChanged: async (_tx: unknown, change: PlanChange) => void told.push(change),
    onDraftsDeleted: async () => {},
    guestLink: (accountId: string) => `https://office.example/k/${accountId}`,
  }
  const context = { db, clock, audit: new AuditLog(clock), meetings }
  const planner = new Planner(context, hooks)
  return Object.assign(office, {
    store,
    planner,
    inviting: { office: context, hooks, desk: planner.desk },
    schedules,
    told,
    as: (name: string): PlanActor => ({ account: accountNamed(name), ip: '192.0.2.1' }),
  })
}

function accountNamed(name: string): Account {
  const found = people.find(([known]) => known === name)
  if (!found) throw new Error(`nobody is called ${name}`)
  const [, kind, unitCode] = found
  return { accountId: id(name), kind, login: name, name, unit: { code: unit(unitCode), name: unitCode } }
}

export function planInput(changes: Partial<PlanInput> = {}): PlanInput {
  return {
    title: 'Giao ban đầu tuần',
    description: '',
    hostUnitCode: unit('o-mon'),
    place: 'Hội trường A',
    chairId: id('boss'),
    deputyId: null,
    secretaryId: id('secretary'),
    startsAt: MONDAY,
    endsAt: MONDAY + 2 * 3_600_000,
    invite: [{ type: 'branch', code: unit('o-mon'), kinds: ['ward'] }],
    people: [],
    guests: [],
    agenda: [{ itemId: 'i1', title: 'Báo cáo', presenter: '', minutes: 30 }],
    settings: MeetingSettings.parse({}),
    recurrence: null,
    ...changes,
  }
}

/** The error that it is refused with; fails when it is not. */
export async function refused(work: Promise<unknown>): Promise<MeetingError> {
  try {
    await work
  } catch (error) {
    if (error instanceof MeetingError) return error
    throw error
  }
  throw new Error('it was not refused')
}
