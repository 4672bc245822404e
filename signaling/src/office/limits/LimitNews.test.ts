import type { MeetingId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { AuditLog } from '../../audit/AuditLog.ts'
import { AccountStore } from '../../auth/AccountStore.ts'
import { id, planInput, planOffice, unit } from '../../testing/planOffice.ts'
import { describeStores, silent } from '../../testing/temporaryStore.ts'
import { InboxNews } from '../inbox/InboxNews.ts'
import { InboxStore } from '../inbox/InboxStore.ts'
import { LimitNews, TELL_AGAIN_MS } from './LimitNews.ts'
import { reachedSince } from './reachedLimits.ts'

describeStores((open) => {
  /** A meeting of the district, and who is told that one of its limits was reached. */
  async function limited() {
    const office = await planOffice(await open())
    const { db } = office.store
    const clock = () => office.now
    const store = new InboxStore(db)
    /** Another process has its own. */
    const news = () =>
      new LimitNews({ db, audit: new AuditLog(clock), inbox: new InboxNews(store, clock), logger: silent, clock })
    const { meetingId } = await office.planner.create(office.as('secretary'), {
      draft: false,
      plan: planInput(),
    })
    const itemsOf = async (name: string) => (await store.list(id(name), { limit: 100 })).items
    const reached = () => reachedSince(db, 0)
    return { office, news, meetingId, itemsOf, reached }
  }
  const full = async (news: LimitNews, meetingId: MeetingId) => {
    news.reached(meetingId, { limit: 'meeting', most: 400 })
    await news.settled()
  }

  test('6.12 a limit that is reached is on record, and IT admins of the host find it in their inbox with what to do', async () => {
    const { office, news, meetingId, itemsOf, reached } = await limited()
    await full(news(), meetingId)
    expect(await itemsOf('admin')).toMatchObject([{ kind: 'meetingFull', meetingId, note: '400' }])
    expect(await itemsOf('secretary'), 'it is none of their business').toEqual([])
    const title = planInput().title
    expect(await reached()).toEqual([{ at: office.now, limit: 'meeting', meetingId, title }])
    const rows = await office.store.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'meeting.limitReached')
      .execute()
    expect(rows).toMatchObject([{ subject_id: meetingId, unit_code: 'o-mon', actor_id: null }])
    expect(JSON.parse(rows[0]?.details ?? '')).toEqual({ limit: 'meetingFull', most: 400 })
  })

  test('6.12 it is told once an hour, however many are refused and whichever process conducts the meeting', async () => {
    const { office, news, meetingId, itemsOf, reached } = await limited()
    const [one, other] = [news(), news()]
    for (let refused = 0; refused < 20; refused += 1) one.reached(meetingId, { limit: 'meeting', most: 400 })
    await one.settled()
    await full(other, meetingId)
    expect([await itemsOf('admin'), await reached()].map(({ length }) => length)).toEqual([1, 1])
    office.now += TELL_AGAIN_MS
    await full(one, meetingId)
    expect((await reached()).length).toBe(2)
    expect(await itemsOf('admin'), 'the one that is not read is said anew').toMatchObject([{ at: office.now }])
  })

  test('6.12 limits are told each by itself', async () => {
    const { news, meetingId, itemsOf, reached } = await limited()
    const one = news()
    await full(one, meetingId)
    one.reached(meetingId, { limit: 'nodes' })
    await one.settled()
    expect((await itemsOf('admin')).map(({ kind }) => kind).toSorted()).toEqual(['meetingFull', 'nodesFull'])
    expect((await reached()).map(({ limit }) => limit)).toEqual(['nodes', 'meeting'])
  })

  test('6.12 admins of a unit above are told too, those beside and those who are disabled not', async () => {
    const { office, news, meetingId, itemsOf } = await limited()
    await office.store.db
      .updateTable('meeting')
      .set({ host_unit_code: unit('o-mon.a') })
      .execute()
    const accounts = new AccountStore(office.store.db)
    const admin = (name: string, unitCode: string) => ({
      id: id(name),
      kind: 'person' as const,
      login: name,
      name,
      unitCode: unit(unitCode),
      passwordHash: '-',
      grants: [{ role: 'itAdmin' as const, unitCode: unit(unitCode) }],
    })
    const others = [admin('host', 'o-mon.a'), admin('beside', 'o-mon.b'), admin('gone', 'o-mon')]
    await accounts.add(others, 0)
    await office.store.db.updateTable('account').set({ disabled: 1 }).where('id', '=', id('gone')).execute()
    await full(news(), meetingId)
    const told = ['host', 'admin', 'beside', 'gone'].map(async (name) => (await itemsOf(name)).length)
    expect(await Promise.all(told)).toEqual([1, 1, 0, 0])
  })

  test('what cannot be written is tried again with the next one who is refused', async () => {
    const { office, meetingId, itemsOf } = await limited()
    const clock = () => office.now
    const inbox = new InboxNews(new InboxStore(office.store.db), clock)
    let fails = true
    const news = new LimitNews({
      db: office.store.db,
      audit: new AuditLog(clock),
      inbox: {
        onLimitReached: async (...args) => {
          if (fails) throw new Error('disk full')
          await inbox.onLimitReached(...args)
        },
      },
      logger: silent,
      clock,
    })
    await full(news, meetingId)
    expect(await itemsOf('admin')).toEqual([])
    fails = false
    await full(news, meetingId)
    expect(await itemsOf('admin')).toHaveLength(1)
  })
})
