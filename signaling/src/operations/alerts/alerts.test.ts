import { foldText, UnitCode } from '@diem-cau/signaling-contract'
import type { InboxItem } from '@diem-cau/signaling-contract/office'
import {
  AlertDetail,
  AlertList,
  AlertRule,
  AlertRuleList,
  type FindingCode,
  METRICS,
  ResourceId,
} from '@diem-cau/signaling-contract/operations'
import { describe, expect, test } from 'vitest'
import type { Store } from '../../db/engine/openStore.ts'
import { insertMany } from '../../db/sql/insertMany.ts'
import { grantRole } from '../../auth/accountRoles.ts'
import { insertAccounts } from '../../auth/accountTable.ts'
import { InboxStore } from '../../office/inbox/InboxStore.ts'
import { OutboxStore } from '../../office/post/OutboxStore.ts'
import { UnitStore } from '../../office/units/UnitStore.ts'
import { accountOf, schedule } from '../../testing/people.ts'
import { bodyOf, refusalOf, startCity } from '../../testing/startCity.ts'
import { describeStores, silent } from '../../testing/temporaryStore.ts'
import type { Scene, Seen } from '../live/Scene.ts'
import { AlertNotifier } from './AlertNotifier.ts'
import { AlertStore } from './AlertStore.ts'
import { AlertWatch } from './AlertWatch.ts'
import { RuleStore } from './RuleStore.ts'

const START = 1_800_000_000_000
const MINUTE = 60_000
const unit = (code: string) => UnitCode.parse(code)

/** A room, or a server when it is of no unit, with one finding. */
function seen(name: string, unitCode: string | null, code: FindingCode, since: number): Seen {
  const kind = unitCode === null ? 'node' : 'endpoint'
  return {
    hostUnit: unitCode === null ? null : unit('tp'),
    resource: {
      id: ResourceId.parse(unitCode === null ? `node:${name}` : `endpoint:m.1/${foldText(name).replaceAll(' ', '-')}`),
      kind,
      name,
      health: 'bad',
      since,
      findings: [{ code, health: 'bad', since, value: null }],
      sampledAt: null,
      sample: METRICS[kind].map(() => null),
      unitCode: unitCode === null ? null : unit(unitCode),
      meetingId: null,
      participantId: null,
      facts: null,
      node: null,
      report: null,
      nodeSide: null,
    },
  }
}

const sceneOf = (at: number, ...resources: Scene['resources']): Scene => ({ at, resources, meetings: [] })

/** Two wards of a district, a technician at one of them, one at the district, an IT admin at the city above. */
async function office({ db }: Pick<Store, 'db'>) {
  await new UnitStore(db).add(
    [
      ['tp', null],
      ['tp.bac', 'tp'],
      ['tp.bac.mot', 'tp.bac'],
      ['tp.bac.hai', 'tp.bac'],
    ].map(([code = '', parent]) => ({
      code: unit(code ?? ''),
      parentCode: parent ? unit(parent) : null,
      kind: 'ward',
      name: code ?? '',
    })),
  )
  for (const [name, at, role] of [
    ['ward', 'tp.bac.mot', 'technician'],
    ['district', 'tp.bac', 'technician'],
    ['admin', 'tp', 'itAdmin'],
  ] as const) {
    const id = accountOf(name)
    const email = name === 'ward' ? null : `${name}@example.vn`
    await insertAccounts(db, [{ id, login: name, name, unitCode: unit(at), passwordHash: '-', email }], START)
    await grantRole(db, id, { role, unitCode: unit(at) })
  }
  const store = new AlertStore(db)
  const rules = new RuleStore(db)
  const inbox = new InboxStore(db)
  const watch = () =>
    new AlertWatch({
      db,
      rules,
      store,
      notifier: new AlertNotifier({ store, inbox, outbox: new OutboxStore(db) }),
      isIn: () => false,
      logger: silent,
    })
  const items = async (name: string) => (await inbox.list(accountOf(name), { limit: 50 })).items
  const said = (list: readonly InboxItem[]) =>
    list.map((item) =>
      item.kind === 'alert' ? `${item.why} ${item.code} ${item.names.join(' ')} (${item.count})` : item.kind,
    )
  const mails = async () =>
    (await db.selectFrom('outbox').select(['to_address', 'subject']).orderBy('to_address').execute()).map(
      ({ to_address, subject }) => `${to_address}: ${subject}`,
    )
  return { db, store, rules, watch, items, said, mails }
}

describeStores((open) => {
  test('17.2 who looks after a room is told, each of their own, in the program and by mail, and it is kept who was', async () => {
    const { watch, items, said, mails, store } = await office(await open())
    const alerts = watch()
    const rooms = [seen('Phường Một', 'tp.bac.mot', 'cut', START), seen('Phường Hai', 'tp.bac.hai', 'cut', START)]
    await alerts.look(sceneOf(START + 30_000, ...rooms))
    expect(await items('district')).toEqual([])
    await alerts.look(sceneOf(START + 95_000, ...rooms))
    expect(said(await items('ward'))).toEqual(['raised cut Phường Một (1)'])
    expect(said(await items('district'))).toEqual(['raised cut Phường Hai Phường Một (2)'])
    expect(await items('admin')).toEqual([])
    expect(await mails()).toEqual(['district@example.vn: [Cảnh báo] Mất kết nối: Phường Hai và 1 nơi khác'])
    const [alert] = await store.open()
    expect((await store.told(alert?.alertId ?? '')).map(({ name, way, resources }) => [name, way, resources])).toEqual([
      ['district', 'inbox', 2],
      ['ward', 'inbox', 1],
      ['district', 'mail', 2],
    ])
  })

  test('17.6 a process that dies at any time loses no alert and tells none twice', async () => {
    const { watch, items, said } = await office(await open())
    const rooms = [seen('Phường Một', 'tp.bac.mot', 'cut', START)]
    // Each look is by another process that knows nothing of the ones before.
    for (let at = START; at < START + 5 * MINUTE; at += 5000) await watch().look(sceneOf(at, ...rooms))
    expect(said(await items('district'))).toEqual(['raised cut Phường Một (1)'])
    for (let at = START + 5 * MINUTE; at < START + 8 * MINUTE; at += 5000) await watch().look(sceneOf(at))
    expect(said(await items('district'))).toEqual(['cleared cut Phường Một (1)', 'raised cut Phường Một (1)'])
    // What was told before it was over counts as read.
    expect((await items('district')).map(({ readAt }) => readAt === null)).toEqual([true, false])
  })

  test('17.6 of two processes that both believe to watch one tells', async () => {
    const { watch, items, store, db } = await office(await open())
    const rooms = [seen('Phường Một', 'tp.bac.mot', 'cut', START)]
    const [one, two] = [watch(), watch()]
    await Promise.allSettled([one, two].map((each) => each.look(sceneOf(START + 30_000, ...rooms))))
    await Promise.allSettled([one, two].map((each) => each.look(sceneOf(START + 95_000, ...rooms))))
    expect(await items('district')).toHaveLength(1)
    expect(await store.open()).toHaveLength(1)
    expect(await db.selectFrom('alert').select('id').execute()).toHaveLength(1)
  })

  test('17.4 when nobody acknowledges it those above are told; 17.2 a server is told to who has all', async () => {
    const { watch, items, said, mails } = await office(await open())
    const alerts = watch()
    const lost = [seen('Phường Một', 'tp.bac.mot', 'cut', START), seen('n1', null, 'noAnswer', START)]
    await alerts.look(sceneOf(START + 30_000, ...lost))
    expect(said(await items('admin'))).toEqual(['raised noAnswer n1 (1)'])
    await alerts.look(sceneOf(START + 95_000, ...lost))
    await alerts.look(sceneOf(START + 13 * MINUTE, ...lost))
    expect(said(await items('admin'))).toEqual(['escalated cut Phường Một (1)', 'raised noAnswer n1 (1)'])
    expect(await mails()).toContain('admin@example.vn: [Chưa ai tiếp nhận] Mất kết nối: Phường Một')
  })

  test('17.4 what was acknowledged is not told for want of an answer, of another room it is', async () => {
    const { db, watch, items, said, store } = await office(await open())
    const alerts = watch()
    const rooms = [seen('Phường Một', 'tp.bac.mot', 'cut', START), seen('Phường Hai', 'tp.bac.hai', 'cut', START)]
    await alerts.look(sceneOf(START + 30_000, ...rooms))
    await alerts.look(sceneOf(START + 95_000, ...rooms))
    const [alert] = await store.open()
    const mine = await store.acknowledge(
      db,
      alert?.alertId ?? '',
      'ward',
      (eb) => eb('alert_resource.unit_code', '=', unit('tp.bac.mot')),
      START + 100_000,
    )
    expect(mine).toBe(1)
    await alerts.look(sceneOf(START + 13 * MINUTE, ...rooms))
    expect(said(await items('admin'))).toEqual(['escalated cut Phường Hai (1)'])
  })

  test('a place that nobody looks after is told at once to those who would be asked later', async () => {
    const { db, watch, items, said } = await office(await open())
    await db.deleteFrom('account_role').where('role', '=', 'technician').execute()
    const alerts = watch()
    await alerts.look(sceneOf(START + 30_000, seen('Phường Một', 'tp.bac.mot', 'cut', START)))
    await alerts.look(sceneOf(START + 95_000, seen('Phường Một', 'tp.bac.mot', 'cut', START)))
    expect(said(await items('admin'))).toEqual(['raised cut Phường Một (1)'])
  })

  test('17.1 a room whose place was given up is lost until it is back, whoever watches', async () => {
    const { db, watch, items, said } = await office(await open())
    const { startsAt, endsAt, meetingId } = schedule
    const at = (minutes: number) => startsAt + minutes * MINUTE
    const event = (kind: 'joined' | 'left', detail: string, moment: number) =>
      insertMany(db, 'operation_event', [
        {
          at: moment,
          kind,
          resource: ResourceId.parse(`endpoint:${meetingId}/p.1`),
          meeting_id: meetingId,
          unit_code: unit('tp.bac.mot'),
          name: 'Phường Một',
          detail,
        },
      ])
    await event('joined', 'Chrome', at(1))
    await event('left', 'lineLost', at(2))
    await watch().look(sceneOf(at(2)))
    await watch().look(sceneOf(at(3.5)))
    expect(said(await items('ward'))).toEqual(['raised cut Phường Một (1)'])
    // It goes on although nothing is measured there.
    await watch().look(sceneOf(at(10)))
    await watch().look(sceneOf(at(12)))
    expect(said(await items('ward'))).toEqual(['raised cut Phường Một (1)'])
    await event('joined', 'Chrome', at(20))
    await watch().look(sceneOf(at(21)))
    await watch().look(sceneOf(at(23)))
    expect(said(await items('ward'))).toEqual(['cleared cut Phường Một (1)', 'raised cut Phường Một (1)'])
    // One that left by itself is not lost, nor is anybody once the meeting is long over.
    await event('left', 'left', at(30))
    await watch().look(sceneOf(at(40)))
    await event('joined', 'Chrome', at(41))
    await event('left', 'lineLost', at(42))
    await watch().look(sceneOf(endsAt + 2 * 60 * MINUTE))
    expect(await new AlertStore(db).open()).toEqual([])
  })

  test('alerts that were over long ago are forgotten', async () => {
    const { db, watch } = await office(await open())
    const alerts = watch()
    await alerts.look(sceneOf(START + 30_000, seen('n1', null, 'noAnswer', START)))
    await alerts.look(sceneOf(START + 40_000))
    await alerts.look(sceneOf(START + 200_000))
    await watch().look(sceneOf(START + 401 * 24 * 60 * MINUTE))
    for (const table of ['alert', 'alert_resource', 'alert_told'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
  })
})

describe('over HTTP', () => {
  /** An alert of a ward of Bắc and one of Nam, and one of a server. What the running office finds itself changes none of what is asked here. */
  async function city() {
    const on = await startCity()
    const alert = { gathered_at: START, by_webhook: 0, tell_at: null, told_at: START, cleared_at: null, version: 1 }
    await insertMany(on.db, 'alert', [
      { ...alert, id: 'alert.1', rule_id: 'roomLost', rule_name: 'roomLost', code: 'cut', raised_at: START },
      {
        ...alert,
        id: 'alert.2',
        rule_id: 'serverLost',
        rule_name: 'serverLost',
        code: 'noAnswer',
        raised_at: START + 1,
      },
    ])
    const place = (alertId: string, name: string, unitCode: string | null) => ({
      alert_id: alertId,
      resource: ResourceId.parse(unitCode === null ? `node:${name}` : `endpoint:m/${unitCode}`),
      kind: unitCode === null ? ('node' as const) : ('endpoint' as const),
      name,
      unit_code: unitCode === null ? null : unit(unitCode),
      health: 'bad' as const,
      since: START,
      added_at: START,
      told_at: START,
      acknowledged_at: null,
      acknowledged_by: '',
      escalated_at: null,
      well_since: null,
      cleared_at: null,
    })
    await insertMany(on.db, 'alert_resource', [
      place('alert.1', 'Phường Một', 'tp.bac.mot'),
      place('alert.1', 'Phường Ba', 'tp.nam.ba'),
      place('alert.2', 'n1', null),
    ])
    await insertMany(on.db, 'alert_told', [
      {
        alert_id: 'alert.1',
        at: START,
        why: 'raised',
        way: 'inbox',
        account_id: accountOf('technician'),
        name: 'Người technician',
        resources: 1,
      },
    ])
    return on
  }
  type City = Awaited<ReturnType<typeof city>>
  const names = async (on: City, who: string) =>
    bodyOf(AlertList, await on.as(who, 'GET', '/operations/alerts'))
      .alerts.map(({ code, resources }) => `${code} ${resources.map(({ name }) => name).join(' ')}`)
      .toSorted()

  test('17.7 each sees the places of their branch alone; servers are seen at topmost units', async () => {
    const on = await city()
    expect(await names(on, 'technician')).toEqual(['cut Phường Một'])
    expect(await names(on, 'namadmin')).toEqual(['cut Phường Ba'])
    expect(await names(on, 'cityadmin')).toEqual(['cut Phường Ba Phường Một', 'noAnswer n1'])
    expect(refusalOf(await on.as('official', 'GET', '/operations/alerts'))).toBe('forbidden')
    expect(refusalOf(await on.as(null, 'GET', '/operations/alerts'))).toBe('unauthenticated')
  })

  test('17.4 acknowledging takes the places that one sees', async () => {
    const on = await city()
    const { alerts } = bodyOf(AlertList, await on.as('technician', 'GET', '/operations/alerts'))
    const { alertId = '' } = alerts[0] ?? {}
    const acknowledge = (who: string) => on.as(who, 'POST', `/operations/alerts/${alertId}/acknowledge`)
    expect(bodyOf(AlertDetail, await acknowledge('technician'))).toMatchObject({
      state: 'acknowledged',
      resources: [{ name: 'Phường Một', acknowledgedBy: 'Người technician' }],
      told: [{ name: 'Người technician', way: 'inbox', why: 'raised' }],
    })
    const all = bodyOf(AlertDetail, await on.as('cityadmin', 'GET', `/operations/alerts/${alertId}`))
    expect(all.state).toBe('open')
    expect(refusalOf(await on.as('namadmin', 'GET', '/operations/alerts/none'))).toBe('notFound')
    expect(await on.audited('alert.')).toMatchObject([{ action: 'alert.acknowledged', subject_id: alertId }])
    // Once more changes nothing.
    bodyOf(AlertDetail, await acknowledge('technician'))
    expect(await on.audited('alert.')).toHaveLength(1)
  })

  test('17.8 default rules can be changed and taken back; of two edits one is refused', async () => {
    const on = await startCity()
    const list = async () => bodyOf(AlertRuleList, await on.as('cityadmin', 'GET', '/operations/alert-rules')).rules
    const [first] = await list()
    if (!first) throw new Error('there are default rules')
    const { ruleId, isDefault: _, ...rule } = first
    const edit = (changes: object) =>
      on.as('cityadmin', 'PUT', `/operations/alert-rules/${ruleId}`, { ...rule, ...changes })
    expect(bodyOf(AlertRule, await edit({ lasts: 300, name: 'Mất máy chủ' }))).toMatchObject({
      ruleId,
      lasts: 300,
      version: 1,
      isDefault: true,
    })
    expect(refusalOf(await edit({ lasts: 20 }))).toBe('editConflict')
    expect((await list())[0]).toMatchObject({ ruleId, lasts: 300, name: 'Mất máy chủ' })
    await on.as('cityadmin', 'DELETE', `/operations/alert-rules/${ruleId}`)
    expect(await list()).toMatchObject([{ ruleId, lasts: first.lasts, version: 0 }, {}, {}, {}, {}, {}, {}, {}, {}, {}])
  })

  test('17.8 a rule for all is for who has the role at a topmost unit, one for a branch for who has it there', async () => {
    const on = await startCity()
    const [first] = bodyOf(AlertRuleList, await on.as('cityadmin', 'GET', '/operations/alert-rules')).rules
    const { ruleId: _, isDefault: __, version: ___, ...rule } = first ?? {}
    const add = (who: string, unitCode: string | null) =>
      on.as(who, 'POST', '/operations/alert-rules', { ...rule, name: 'Riêng', unitCode })
    expect(refusalOf(await add('bacadmin', null))).toBe('forbidden')
    expect(refusalOf(await add('bacadmin', 'tp.nam'))).toBe('forbidden')
    expect(bodyOf(AlertRule, await add('bacadmin', 'tp.bac.mot'))).toMatchObject({ isDefault: false })
    expect(bodyOf(AlertRule, await add('cityadmin', null))).toMatchObject({ version: 1 })
  })
})
