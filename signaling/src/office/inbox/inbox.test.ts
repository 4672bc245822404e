import {
  AnswerBoard,
  AnswerPage,
  InboxPage,
  InboxState,
  InvitationPage,
  Plan,
} from '@diem-cau/signaling-contract/office'
import { expect, test, vi } from 'vitest'
import { accountOf, HOUR, NOON } from '../../testing/people.ts'
import { startPostOffice, WARD } from '../../testing/startPostOffice.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { InboxNews } from './InboxNews.ts'
import { InboxStore } from './InboxStore.ts'

const DAY = 24 * HOUR

vi.setConfig({ testTimeout: 60_000 })

describeStores((_open, dialect) => {
  /** The office has no mail, because what is told here does not depend on it. */
  async function start() {
    const office = await startPostOffice(dialect, { mail: false })
    let now = NOON
    return {
      ...office,
      /** Moves the clock on, so that one thing comes after another. */
      later: () => office.setNow((now += 1000)),
      inbox: async (who: string, query = '') => InboxPage.parse(await office.ask('GET', `/api/inbox${query}`, who)),
      state: async (who: string) => InboxState.parse(await office.ask('GET', '/api/inbox/state', who)),
    }
  }

  test('15.1 who is invited, told of a change, and of the end of it is told in the program, though no mail can be sent', async () => {
    const office = await start()
    const plan = await office.plan({})
    expect(await office.state('ward')).toMatchObject({
      unread: 1,
      unanswered: 1,
      latest: { kind: 'invitation', meetingId: plan.meetingId, title: plan.title },
    })
    expect(await office.state('chair'), 'who planned it need not be told').toMatchObject({ unread: 0 })
    expect(await office.state('stranger')).toEqual({ unread: 0, unanswered: 0, latest: null })

    office.later()
    const moved = await office.edit(plan, { startsAt: plan.startsAt + HOUR, endsAt: plan.endsAt + HOUR })
    expect(await office.state('ward')).toMatchObject({
      unread: 2,
      latest: {
        kind: 'changed',
        changes: ['time'],
        startsAt: plan.startsAt + HOUR,
        before: { startsAt: plan.startsAt, place: plan.place },
      },
    })
    office.later()
    await office.cancel(moved, 'Bão số 5')
    // Earlier items need not be read any more.
    expect(await office.state('ward')).toMatchObject({
      unread: 1,
      unanswered: 0,
      latest: { kind: 'cancelled', note: 'Bão số 5' },
    })
    expect((await office.inbox('ward')).items.map(({ kind, readAt }) => [kind, readAt !== null])).toEqual([
      ['cancelled', false],
      ['changed', true],
      ['invitation', true],
    ])
  })

  test('15.6 the unit that holds a meeting is not asked to answer, though its branch is invited', async () => {
    const office = await start()
    const { hostUnit } = await office.plan({})
    const { units } = await office.plan({ title: 'Cả nhánh', invite: [{ type: 'branch', code: hostUnit.code }] })
    expect(units.map(({ code }) => code)).toEqual(expect.arrayContaining([WARD]))
    expect(units.map(({ code }) => code)).not.toContain(hostUnit.code)
    expect(await office.state('chair')).toMatchObject({ unanswered: 0 })
    expect(await office.state('ward')).toMatchObject({ unanswered: 2 })
  })

  test('a draft, and what nobody is told of, is no news; who is taken off is told', async () => {
    const office = await start()
    await office.plan({}, true)
    const plan = await office.plan({})
    office.later()
    const same = await office.edit(plan, { settings: { lobbyMinutes: 30 } })
    expect(await office.state('ward')).toMatchObject({ unread: 1 })
    await office.edit(same, { invite: [] })
    expect(await office.state('ward')).toMatchObject({ unread: 1, unanswered: 0, latest: { kind: 'withdrawn' } })
  })

  test('a series is one item, and a person who is invited twice is told once', async () => {
    const office = await start()
    await office.plan({
      recurrence: { rrule: 'FREQ=WEEKLY;COUNT=6', except: [] },
      people: [{ accountId: accountOf('ward'), seat: 'delegate' }],
    })
    expect(await office.state('ward')).toMatchObject({
      unread: 1,
      unanswered: 1,
      latest: { kind: 'invitation', meetings: 6 },
    })
    const { items, total } = InvitationPage.parse(await office.ask('GET', '/api/invitations', 'ward'))
    expect(total).toBe(1)
    expect(items[0]?.dates.map(({ asked }) => asked.map(({ unit }) => unit?.code ?? null))).toEqual(
      Array.from({ length: 6 }, () => [WARD, null]),
    )
  })

  test('15.2 each reads their own: nobody marks what others were told', async () => {
    const office = await start()
    for (const title of ['Một', 'Hai', 'Ba']) {
      await office.plan({ title, people: [{ accountId: accountOf('colleague'), seat: 'delegate' }] })
      office.later()
    }
    const { items, next } = await office.inbox('ward', '?limit=2')
    expect(items).toMatchObject([{ title: 'Ba' }, { title: 'Hai' }])
    expect((await office.inbox('ward', `?limit=2&cursor=${next}`)).items).toMatchObject([{ title: 'Một' }])
    const ids = items.map(({ itemId }) => itemId)
    await office.ask('POST', '/api/inbox/read', 'stranger', { itemIds: ids })
    expect(await office.state('ward')).toMatchObject({ unread: 3 })
    expect(InboxState.parse(await office.ask('POST', '/api/inbox/read', 'ward', { itemIds: ids }))).toMatchObject({
      unread: 1,
    })
    expect(InboxState.parse(await office.ask('POST', '/api/inbox/read', 'ward', { itemIds: null }))).toMatchObject({
      unread: 0,
      latest: null,
    })
    expect(await office.state('stranger')).toMatchObject({ unread: 3 })
  })

  test('reminders are items too, but not of who declined', async () => {
    const office = await start()
    const plan = await office.plan({ startsAt: NOON + 3 * DAY, endsAt: NOON + 3 * DAY + HOUR })
    office.setNow(NOON + 2 * DAY)
    await office.remind()
    expect((await office.state('ward')).latest?.kind).toBe('reminder')
    await office.ask('PUT', `/api/meetings/${plan.meetingId}/answer`, 'ward', { unitCode: WARD, answer: 'declined' })
    await office.ask('POST', '/api/inbox/read', 'ward', { itemIds: null })
    office.setNow(NOON + 3 * DAY - HOUR)
    await office.remind()
    expect(await office.state('ward')).toMatchObject({ unread: 0 })
    expect((await office.state('chair')).latest?.kind).toBe('reminder')
  })

  test('papers that come one after another are one item until it is read; old items are forgotten', async () => {
    const office = await start()
    const { meetingId } = await office.plan({})
    const store = new InboxStore(office.db)
    const news = new InboxNews(store, () => NOON + 1)
    for (const name of ['Báo cáo.pdf', 'Phụ lục.docx'])
      await news.onPaperAdded(office.db, meetingId, name, accountOf('chair'))
    expect(await office.state('ward')).toMatchObject({
      unread: 2,
      latest: { kind: 'papers', note: 'Báo cáo.pdf\nPhụ lục.docx' },
    })
    expect(await office.state('chair')).toMatchObject({ unread: 0 })
    await office.ask('POST', '/api/inbox/read', 'ward', { itemIds: null })
    await news.onPaperAdded(office.db, meetingId, 'Mới.pdf', accountOf('chair'))
    expect(await office.state('ward')).toMatchObject({ unread: 1, latest: { note: 'Mới.pdf' } })
    expect(await store.prune(NOON + 1)).toBe(1)
    expect((await office.inbox('ward')).items.map(({ kind }) => kind)).toEqual(['papers', 'papers'])
  })

  test('15.3 a new time asks anew, and says what it was and what was answered to it, until it is answered again', async () => {
    const office = await startPostOffice(dialect)
    const plan = await office.plan({})
    const link = office.answerLink(await office.sendAll(), 'ward@example.vn')
    await office.ask('PUT', `/api/meetings/${plan.meetingId}/answer`, 'ward', {
      unitCode: WARD,
      answer: 'attending',
      people: [{ name: 'Lê Văn Cần', position: 'Phó Chủ tịch' }],
    })
    const moved = await office.edit(plan, { startsAt: plan.startsAt + HOUR, endsAt: plan.endsAt + HOUR })
    const again = await office.edit(moved, {
      startsAt: plan.startsAt + 2 * HOUR,
      endsAt: plan.endsAt + 2 * HOUR,
      place: 'Hội trường',
    })
    const earlier = {
      startsAt: plan.startsAt,
      endsAt: plan.endsAt,
      place: plan.place,
      answer: { answer: 'attending', people: [{ name: 'Lê Văn Cần' }] },
    }
    const list = async () =>
      InvitationPage.parse(await office.ask('GET', '/api/invitations', 'ward')).items[0]?.dates[0]
    // Compared is with what was answered, not with what came in between.
    expect(await list()).toMatchObject({ asked: [{ answer: null, earlier }] })
    expect(AnswerPage.parse(await office.ask('GET', link, null))).toMatchObject({ answer: null, earlier })
    const board = async () =>
      AnswerBoard.parse(await office.ask('GET', `/api/meetings/${plan.meetingId}/answers`, 'chair'))
    expect(await board()).toMatchObject({ open: 1, mailConfigured: true, rows: [{ earlier }] })
    await office.ask('POST', link, null, { unitCode: WARD, answer: 'attending' })
    expect(await list()).toMatchObject({ asked: [{ answer: { answer: 'attending' }, earlier: null }] })
    // Another place is said, and is no reason to ask again.
    await office.edit(again, { place: 'Phòng họp số 2' })
    expect(await list()).toMatchObject({
      place: 'Phòng họp số 2',
      asked: [{ answer: { answer: 'attending' }, earlier: { place: 'Hội trường' } }],
    })
  })

  test('15.3 of a series only the dates that were moved are asked again, and a cancelled one says why', async () => {
    const office = await start()
    const first = await office.plan({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3', except: [] } })
    const ids = (await office.db.selectFrom('meeting').select(['id', 'starts_at']).orderBy('starts_at').execute()).map(
      ({ id, starts_at }) => ({ meetingId: id, startsAt: starts_at }),
    )
    await office.ask('PUT', '/api/invitations/answer', 'ward', { for: [WARD], answer: 'attending', dates: ids })
    const second = Plan.parse(await office.ask('GET', `/api/schedule/meetings/${ids[1]?.meetingId}`, 'chair'))
    await office.edit(second, { startsAt: second.startsAt + HOUR, endsAt: second.endsAt + HOUR, recurrence: null })
    await office.cancel(
      Plan.parse(await office.ask('GET', `/api/schedule/meetings/${ids[2]?.meetingId}`, 'chair')),
      'Trùng lịch',
    )
    const { items } = InvitationPage.parse(await office.ask('GET', '/api/invitations', 'ward'))
    expect(items).toMatchObject([
      {
        seriesId: first.series?.seriesId,
        dates: [
          { asked: [{ answer: { answer: 'attending' } }] },
          { asked: [{ answer: null, earlier: { startsAt: second.startsAt } }] },
          { cancelReason: 'Trùng lịch', mayAnswer: false },
        ],
      },
    ])
  })

  test('15.4 one answer for the whole series, for the unit and for oneself; a date that was moved meanwhile is left out, and said', async () => {
    const office = await start()
    await office.plan({
      recurrence: { rrule: 'FREQ=WEEKLY;COUNT=4', except: [] },
      people: [{ accountId: accountOf('ward'), seat: 'delegate' }],
    })
    const dates = (
      await office.db.selectFrom('meeting').select(['id', 'starts_at']).orderBy('starts_at').execute()
    ).map(({ id, starts_at }) => ({ meetingId: id, startsAt: starts_at }))
    const second = Plan.parse(await office.ask('GET', `/api/schedule/meetings/${dates[1]?.meetingId}`, 'chair'))
    await office.edit(second, {
      startsAt: second.startsAt + HOUR,
      endsAt: second.endsAt + HOUR,
      recurrence: null,
      people: [{ accountId: accountOf('ward'), seat: 'delegate' }],
    })
    const given = { for: [WARD, null], answer: 'attending', dates }
    expect(await office.ask('PUT', '/api/invitations/answer', 'ward', given)).toMatchObject({
      answered: 3,
      changed: [second.meetingId],
    })
    const rows = await office.db.selectFrom('meeting_answer').select(['meeting_id', 'invitee']).execute()
    expect(rows).toHaveLength(6)
    expect(rows.some(({ meeting_id }) => meeting_id === second.meetingId)).toBe(false)
    // One transaction: with a stranger among them nothing is answered.
    await office.db.deleteFrom('meeting_answer').execute()
    expect(
      await office.refused('PUT', '/api/invitations/answer', 'ward', { ...given, for: [WARD, 'o-mon.xa-khac'] }),
    ).toBe('forbidden')
    expect(await office.refused('PUT', '/api/invitations/answer', 'stranger', { ...given, for: [null] })).toBe(
      'notFound',
    )
    expect(await office.db.selectFrom('meeting_answer').select('invitee').execute()).toEqual([])
  })

  test('what is over is not to come, even before its planned end', async () => {
    const office = await start()
    const plan = await office.plan({})
    await office.db.updateTable('meeting').set({ phase: 'ended' }).where('id', '=', plan.meetingId).execute()
    expect(InvitationPage.parse(await office.ask('GET', '/api/invitations', 'ward')).total).toBe(0)
    expect(
      InvitationPage.parse(await office.ask('GET', '/api/invitations?past=true', 'ward')).items[0]?.dates,
    ).toHaveLength(1)
    expect(await office.state('ward')).toMatchObject({ unanswered: 0 })
  })
})
