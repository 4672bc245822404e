import { MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import type { Store } from '../../db/engine/openStore.ts'
import { grantRole } from '../../auth/accountRoles.ts'
import { insertAccounts } from '../../auth/accountTable.ts'
import { withTest } from '../../domain/readiness/foundBy.ts'
import { InboxStore } from '../../office/inbox/InboxStore.ts'
import { OutboxStore } from '../../office/post/OutboxStore.ts'
import { RoomStore } from '../../office/rooms/RoomStore.ts'
import { ScheduleStore } from '../../office/schedule/ScheduleStore.ts'
import { UnitStore } from '../../office/units/UnitStore.ts'
import { roomResource } from '../../readiness/roomResource.ts'
import { ReadinessStore } from '../../readiness/store/ReadinessStore.ts'
import { accountOf } from '../../testing/people.ts'
import { goodSteps } from '../../testing/readinessRuns.ts'
import { describeStores, silent } from '../../testing/temporaryStore.ts'
import { AlertNotifier } from './AlertNotifier.ts'
import { AlertStore } from './AlertStore.ts'
import { AlertWatch } from './AlertWatch.ts'
import { RuleStore } from './RuleStore.ts'

const MINUTE = 60_000
/** Eight in the morning in Vietnam. */
const START = Date.parse('2026-12-01T01:00:00Z')
const unit = (code: string) => UnitCode.parse(code)

/** A ward with a technician and one without, a technician of the district, an IT admin of the city; a meeting at START. */
async function office({ db }: Pick<Store, 'db'>) {
  await new UnitStore(db).add(
    (
      [
        ['tp', null],
        ['tp.bac', 'tp'],
        ['tp.bac.mot', 'tp.bac'],
        ['tp.bac.hai', 'tp.bac'],
      ] as const
    ).map(([code, parent]) => ({
      code: unit(code),
      parentCode: parent === null ? null : unit(parent),
      kind: 'ward',
      name: code,
    })),
  )
  for (const [name, at, role] of [
    ['ward', 'tp.bac.mot', 'technician'],
    ['district', 'tp.bac', 'technician'],
    ['admin', 'tp', 'itAdmin'],
  ] as const) {
    const id = accountOf(name)
    await insertAccounts(db, [{ id, login: name, name, unitCode: unit(at), passwordHash: '-', email: null }], 0)
    await grantRole(db, id, { role, unitCode: unit(at) })
  }
  const rooms = new RoomStore(db)
  for (const name of ['mot', 'hai']) {
    await rooms.add(accountOf(name), { name: `Phòng ${name}`, place: '', unitCode: unit(`tp.bac.${name}`) }, 0)
    await rooms.setDevice(accountOf(name), { name: 'PC', at: 1 })
  }
  await new ScheduleStore(db).add({
    meetingId: MeetingId.parse('m.readiness'),
    title: 'Giao ban',
    hostUnit: { code: unit('tp'), name: 'tp' },
    startsAt: START,
    endsAt: START + 60 * MINUTE,
    phase: 'scheduled',
    chairAccountId: accountOf('admin'),
    demo: false,
    seats: [],
    units: ['mot', 'hai'].map((name) => ({ code: unit(`tp.bac.${name}`), name })),
  })
  const store = new AlertStore(db)
  const inbox = new InboxStore(db)
  const inMeeting = new Set<string>()
  /** Each look is by another process that knows nothing of those before. */
  const look = (at: number) =>
    new AlertWatch({
      db,
      rules: new RuleStore(db),
      store,
      notifier: new AlertNotifier({ store, inbox, outbox: new OutboxStore(db) }),
      isIn: (id) => inMeeting.has(id),
      logger: silent,
    }).look({ at, resources: [], meetings: [] })
  /** Looks once a minute, with rooms that are on. */
  const until = async (from: number, to: number, on: readonly string[] = ['mot', 'hai']) => {
    for (let at = from; at <= to; at += MINUTE) {
      for (const name of on) await rooms.setLastSeen(accountOf(name), at)
      await look(at)
    }
  }
  const said = async (name: string) =>
    (await inbox.list(accountOf(name), { limit: 50 })).items
      .map((item) => (item.kind === 'alert' ? `${item.why} ${item.code} ${item.names.join(', ')}` : item.kind))
      .toReversed()
  const readiness = new ReadinessStore(db)
  const tested = async (name: string, at: number, luma: number) => {
    const steps = withTest(
      [],
      goodSteps().map((each) => (each.step === 'picture' ? { ...each, values: { ...each.values, luma } } : each)),
      null,
      true,
      at,
    )
    const found =
      luma < 12 ? ({ health: 'bad', reasons: ['pictureBlack'] } as const) : ({ health: 'good', reasons: [] } as const)
    const known = await readiness.find(accountOf(name))
    const since = known.health === found.health ? known.since : at
    await readiness.save({ ...known, ...found, since, testedAt: at, wholeAt: at, steps })
  }
  return { db, store, look, until, said, tested, readiness, inMeeting }
}

describeStores((open) => {
  test('18.32 a broken room is told to its own technician first, to the district after 15 minutes, to the IT admin 20 minutes before, once each', async () => {
    const { until, said, tested } = await office(await open())
    const begin = START - 60 * MINUTE
    await tested('mot', begin, 1)
    await tested('hai', begin, 120)
    await until(begin, begin + 5 * MINUTE)
    expect([await said('ward'), await said('district'), await said('admin')]).toEqual([
      ['raised notReady Phòng mot'],
      [],
      [],
    ])
    for (const minutes of [10, 20, 30, 40, 50]) {
      await tested('mot', begin + minutes * MINUTE, 1)
      await tested('hai', begin + minutes * MINUTE, 120)
      await until(begin + minutes * MINUTE, begin + (minutes + 9) * MINUTE)
      if (minutes === 30) expect(await said('admin'), 'not yet').toEqual([])
    }
    expect([await said('ward'), await said('district'), await said('admin')]).toEqual([
      ['raised notReady Phòng mot'],
      ['escalated notReady Phòng mot'],
      ['raised notReadySoon Phòng mot'],
    ])
  })

  test('18.32 a room that is mended is told so to those who were told, without anybody', async () => {
    const { until, said, tested } = await office(await open())
    const begin = START - 60 * MINUTE
    await tested('hai', begin, 120)
    await tested('mot', begin, 1)
    await until(begin, begin + 4 * MINUTE)
    await tested('mot', begin + 5 * MINUTE, 120)
    await until(begin + 5 * MINUTE, begin + 8 * MINUTE)
    expect(await said('ward')).toEqual(['raised notReady Phòng mot', 'cleared notReady Phòng mot'])
    expect(await said('district')).toEqual([])
  })

  test('18.32 a dead PC is told of once its meeting is near, and its ward without a technician to the district', async () => {
    const { until, said, tested } = await office(await open())
    const begin = START - 60 * MINUTE
    await tested('hai', begin - 30 * MINUTE, 120)
    await tested('mot', begin, 120)
    await until(begin - 30 * MINUTE, begin + 9 * MINUTE, ['mot'])
    expect(await said('district'), 'it has its time').toEqual([])
    await tested('mot', begin + 10 * MINUTE, 120)
    await until(begin + 10 * MINUTE, begin + 16 * MINUTE, ['mot'])
    expect([await said('district'), await said('ward')]).toEqual([['raised notReady Phòng hai'], []])
  })

  test('18.32 a call for help is told at once, and who takes it on is on the board', async () => {
    const { db, store, look, said, readiness, tested } = await office(await open())
    const at = START - 5 * 60 * MINUTE
    await tested('mot', at, 120)
    await readiness.mark(accountOf('mot'), 'helpAt', at)
    await look(at)
    expect([await said('ward'), await said('district')]).toEqual([['raised helpCalled Phòng mot'], []])
    expect(await store.acknowledgePlace(db, roomResource(accountOf('mot')), 'ward', at + 1000)).toBe(1)
    await look(at + 6 * MINUTE)
    expect(await said('district'), 'somebody looks after it').toEqual([])
    await look(at + 31 * MINUTE)
    await look(at + 33 * MINUTE)
    expect(await said('ward')).toEqual(['raised helpCalled Phòng mot', 'cleared helpCalled Phòng mot'])
  })

  test('18.32 a room that is in a meeting is watched there', async () => {
    const { look, said, tested, inMeeting } = await office(await open())
    inMeeting.add(accountOf('mot'))
    await tested('mot', START - 50 * MINUTE, 1)
    await look(START - 49 * MINUTE)
    await look(START - 45 * MINUTE)
    expect(await said('ward')).toEqual([])
  })
})
