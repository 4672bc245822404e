import { Answer, MeetingId, MeetingList } from '@diem-cau/signaling-contract'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { startSignaling } from '../../start/startSignaling.ts'
import { openStore } from '../../db/engine/openStore.ts'
import { accountOf, schedule } from '../../testing/people.ts'
import { connect, joinData, startOffice } from '../../testing/startOffice.ts'
import { describeStores, migratedTarget } from '../../testing/temporaryStore.ts'

const host = schedule.hostUnit
const [unreadable, hostile, planless] = ['m.unreadable', 'm.hostile', 'm.planless'].map((id) =>
  MeetingId.parse(id),
) as [MeetingId, MeetingId, MeetingId]

/** PostgreSQL refuses to look into this: NUL and half a letter, as a version without SPEC 1.8 wrote them. */
const HOSTILE = JSON.stringify({ type: 'meetingOpened', title: 'a\u0000b\ud800\uffff', hostUnit: host })

describeStores((_, dialect) => {
  test('6.6 the office starts whatever some rows say: what cannot be read is logged and left out, all others work', async () => {
    const target = await migratedTarget(dialect)
    const first = await startOffice({ store: target })
    const chair = await connect(first, 'chair')
    expect(Answer.parse(await chair.send('meeting:join', joinData))).toMatchObject({ ok: true })
    for (const meetingId of [unreadable, hostile, planless]) {
      await first.schedules.add({
        ...schedule,
        meetingId,
        startsAt: Date.now(),
        endsAt: Date.now() + 3_600_000,
        phase: 'open',
        chairAccountId: accountOf('chair'),
        demo: false,
        seats: [{ accountId: accountOf('chair'), seat: 'chair', unit: host }],
      })
    }
    await first.close()

    const store = await openStore(target)
    const row = (meetingId: MeetingId, seq: number, event: string, type: string) => ({
      meeting_id: meetingId,
      seq,
      at: Date.now(),
      actor: null,
      request_id: null,
      event,
      type,
    })
    await store.db
      .insertInto('meeting_log')
      .values([
        row(unreadable, 1, 'not JSON', ''),
        row(hostile, 1, HOSTILE, 'meetingOpened'),
        row(planless, 1, HOSTILE, 'meetingOpened'),
      ])
      .execute()
    await store.db.updateTable('meeting').set({ settings: '{' }).where('id', '=', planless).execute()
    await store.db
      .insertInto('unit_change')
      .values(
        [1, 2].map((n) => ({
          id: `c.${n}`,
          unit_code: host.code,
          effective_on: `2026-01-0${n}`,
          what: n === 1 ? '{' : JSON.stringify({ kind: 'rename', name: 'Quận Ô Môn mới' }),
          decision: '',
          created_at: n,
          created_by: accountOf('chair'),
        })),
      )
      .execute()
    await store.db
      .insertInto('outbox')
      .values({
        id: 'mail.1',
        kind: 'test',
        meeting_id: null,
        unit_code: host.code,
        invitee: '',
        to_address: 'a@b.vn',
        to_name: '',
        subject: '',
        content: '{',
        state: 'waiting',
        next_try_at: 0,
        created_at: 0,
        search: '',
      })
      .execute()
    await store.close()

    const logged: { level: number; meetingId?: string; changeId?: string }[] = []
    const logger = pino({ level: 'error' }, { write: (line: string) => void logged.push(JSON.parse(line)) })
    const again = await startSignaling({
      host: '127.0.0.1',
      port: 0,
      dataDir: first.dataDir,
      store: target,
      tls: null,
      sfu: { urls: ['http://127.0.0.1:9'], secret: 'x'.repeat(32) },
      webRoot: null,
      demoUnits: null,
      metricsToken: null,
      logger,
    })
    onTestFinished(() => again.close())

    expect(logged.flatMap(({ meetingId, changeId }) => meetingId ?? changeId ?? 'other').toSorted()).toEqual(
      ['c.1', planless, unreadable].toSorted(),
    )
    const office = { ...first, ...again }
    const ward = await connect(office, 'ward')
    expect(Answer.parse(await ward.send('meeting:join', joinData)), 'the meeting that was under way').toMatchObject({
      ok: true,
    })
    const back = await connect(office, 'chair')
    expect(
      Answer.parse(await back.send('meeting:join', { ...joinData, meetingId: hostile })),
      'its texts are cleaned',
    ).toMatchObject({ ok: true, data: { sync: { state: { title: 'a\ufffdb\ufffd\ufffd' } } } })
    expect(
      Answer.parse(await back.send('meeting:join', { ...joinData, meetingId: unreadable })),
      'only who asks for it is told',
    ).toMatchObject({ ok: false, error: { code: 'internal' } })
    const get = async (path: string) =>
      (
        await fetch(`${again.url}/api${path}`, { headers: { authorization: `Bearer ${await first.tokenOf('ward')}` } })
      ).json()
    expect(MeetingList.parse(await get('/meetings')).meetings.map(({ meetingId }) => meetingId)).toContain(
      schedule.meetingId,
    )
    expect(
      (await again.db.selectFrom('unit').select('name').where('code', '=', host.code).executeTakeFirstOrThrow()).name,
      'the change after the one that cannot be read',
    ).toBe('Quận Ô Môn mới')
  })
})
