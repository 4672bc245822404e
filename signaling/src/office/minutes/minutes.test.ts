import { createHash } from 'node:crypto'
import { ErrorBody } from '@diem-cau/signaling-contract'
import { Minutes, MinutesHistory, MinutesPage, Todo } from '@diem-cau/signaling-contract/office'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startSignaling } from '../../start/startSignaling.ts'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import { heldMeeting, logOf } from '../../testing/heldMeeting.ts'
import { meetingId } from '../../testing/people.ts'
import { startOffice } from '../../testing/startOffice.ts'
import { describeStores, emptyTarget, silent } from '../../testing/temporaryStore.ts'
import { approved, heldOffice, minutesOf, minutesPath, minutesStep } from '../../testing/heldOffice.ts'

test('13.3 minutes of a meeting whose end nobody was there to draft are drafted when the server starts', async () => {
  const store = await emptyTarget('sqlite')
  const before = await startOffice({ store })
  await new MeetingLogTable(before.db).append(
    meetingId,
    logOf(heldMeeting).map((event) => ({ ...event, actor: null, requestId: null })),
  )
  await before.db.updateTable('meeting').set({ phase: 'ended' }).execute()
  await before.close()
  const { dataDir } = before
  const started = await startSignaling({
    store,
    dataDir,
    host: '127.0.0.1',
    port: 0,
    tls: null,
    sfu: { urls: ['http://127.0.0.1:9'], secret: 'x'.repeat(32) },
    webRoot: null,
    demoUnits: null,
    metricsToken: null,
    logger: silent,
  })
  onTestFinished(() => started.close())
  const { db, minutes } = started
  await expect.poll(async () => (await minutes.store.find(meetingId))?.content.units.length).toBe(3)
  expect(await db.selectFrom('meeting_fact').select('meeting_id').execute()).toEqual([{ meeting_id: meetingId }])
})

describeStores((_, dialect) => {
  test('minutes are drafted from the log: who was there, what was said, voted and concluded', async () => {
    const { status, content, may } = await minutesOf(await heldOffice(dialect))
    expect([status, may.edit, may.approve]).toEqual(['draft', true, true])
    expect(content.units.map((unit) => [unit.unit, unit.status])).toEqual([
      ['Phường a', 'present'],
      ['Phường b', 'late'],
      ['Phường c', 'excused'],
    ])
    expect(content.items[0]).toMatchObject({
      conclusion: 'Nhất trí bổ sung kinh phí.',
      speeches: [{ seconds: 180, text: 'Đề nghị bổ sung kinh phí nạo vét kênh.' }],
    })
    expect(content.items[1]?.votes).toMatchObject([
      { cast: 2, passed: false, options: [{ count: 1 }, { count: 1 }, { count: 0 }] },
    ])
    expect(content.standIns).toContain('deputy')
  })

  test('edited, submitted, sent back, approved: each step is on record, and then nothing changes any more', async () => {
    const office = await heldOffice(dialect)
    const { content } = await minutesOf(office)
    const saved = await office.send(Minutes, 'chair', 'PUT', minutesPath, {
      version: 1,
      content: { ...content, number: '12' },
    })
    expect([saved.version, saved.content.number]).toEqual([2, '12'])
    expect(
      await office.refusal('chair', 'POST', `${minutesPath}/submit`, { version: 2 }),
      'to themselves',
    ).toMatchObject({
      code: 'forbidden',
    })
    await office.grant('colleague', 'secretary', 'o-mon')
    await office.send(Minutes, 'colleague', 'POST', `${minutesPath}/submit`, { version: 2 })
    expect(await office.refusal('chair', 'PUT', minutesPath, { version: 3, content })).toMatchObject({
      code: 'forbidden',
    })
    expect(await minutesStep(office, 'return', 3, { remark: 'Bổ sung số hiệu' })).toMatchObject({
      status: 'draft',
      returned: { remark: 'Bổ sung số hiệu' },
    })
    const fixed = await minutesStep(office, 'approve', 4)
    expect(fixed).toMatchObject({
      status: 'approved',
      version: 5,
      may: { edit: false, approve: false },
      issues: [{ issue: 1, what: 'approved', log: { seq: logOf(heldMeeting).length } }],
    })
    for (const [method, at, body] of [
      ['PUT', minutesPath, { version: 5, content }],
      ['POST', `${minutesPath}/return`, { version: 5, remark: '' }],
      ['POST', `${minutesPath}/approve`, { version: 5 }],
    ] as const) {
      expect(await office.refusal('chair', method, at, body)).toMatchObject({ code: 'forbidden' })
    }
    await expect(
      office.db.updateTable('minutes').set({ content: '{}' }).execute(),
      'the database itself refuses',
    ).rejects.toThrow('fixed')
    await expect(office.db.updateTable('minutes').set({ status: 'draft', content: '{}' }).execute()).rejects.toThrow(
      'fixed',
    )
    for (const table of ['minutes_issue', 'minutes_issue_file'] as const)
      await expect(office.db.deleteFrom(table).execute()).rejects.toThrow(/fixed|added/)
    const { versions } = await office.get(MinutesHistory, 'chair', `${minutesPath}/history`)
    expect(versions.map(({ what }) => what)).toEqual(['approved', 'returned', 'submitted', 'saved', 'drafted'])
  })

  test('13.7 a draft from before there were limits opens, is printed, saved and approved; times that no calendar has can be put right', async () => {
    const office = await heldOffice(dialect)
    const { content } = await minutesOf(office)
    const { unitCode: _, absences: __, ...unit } = content.units[0] ?? expect.fail('no unit')
    const old = {
      ...content,
      startedAt: 9e15,
      units: Array.from({ length: 1_108 }, (_unit, n) => ({ ...unit, unitCode: `o-mon.${n}` })),
      items: content.items.map((item) => ({
        ...item,
        discussed: undefined,
        speeches: [...item.speeches, { speaker: 'Ông A', seconds: 30 * 3600, text: '' }],
        votes: Array.from({ length: 101 }, (_vote, n) => ({ ...content.items[1]?.votes[0], voteId: `v-${n}` })),
      })),
      briefMinutes: undefined,
    }
    await office.db
      .updateTable('minutes')
      .set({ content: JSON.stringify(old) })
      .execute()
    const opened = await minutesOf(office)
    expect([
      opened.content.units.length,
      opened.content.items[0]?.votes.length,
      opened.content.items[0]?.discussed,
      opened.content.briefMinutes,
    ]).toEqual([1_108, 101, true, 5])
    for (const at of [
      `${minutesPath}/minutes.docx`,
      `${minutesPath}/minutes.pdf`,
      `${minutesPath}/attendance.xlsx`,
      `${minutesPath}/verification`,
    ])
      expect((await office.ask('chair', 'GET', at)).status, at).toBe(200)
    const put = async (times: object) =>
      office.ask('chair', 'PUT', minutesPath, { version: opened.version, content: { ...opened.content, ...times } })
    expect((await put({ startedAt: 9e15 })).status).toBe(400)
    const backwards = await put({ startedAt: content.endedAt, endedAt: content.startedAt })
    expect([backwards.status, backwards.text]).toEqual([400, expect.stringContaining('endedAt')])
    expect((await put({ startedAt: content.startedAt })).status).toBe(200)
    expect((await approved(office)).files).toHaveLength(3)
  }, 60_000)

  test('an edit over a newer one is refused with both, and numbers of a vote are nobody’s to edit', async () => {
    const office = await heldOffice(dialect)
    const { content } = await minutesOf(office)
    const forged = {
      ...content,
      number: '1',
      items: content.items.map((item) => ({
        ...item,
        votes: item.votes.map((vote) => ({ ...vote, passed: true, cast: 99 })),
      })),
    }
    const saved = await office.send(Minutes, 'chair', 'PUT', minutesPath, { version: 1, content: forged })
    expect(saved.content.items.flatMap(({ votes }) => votes)).toMatchObject([{ passed: false, cast: 2 }])
    const { status, text } = await office.ask('chair', 'PUT', minutesPath, { version: 1, content })
    expect(status).toBe(409)
    const refused = ErrorBody.parse(JSON.parse(text))
    expect([refused.code, Minutes.parse(refused.current).content.number]).toEqual(['editConflict', '1'])
  })

  test('an invited unit reads what is approved, and of a draft only that it is written; a stranger of neither', async () => {
    const office = await heldOffice(dialect)
    await minutesOf(office)
    expect(await office.refusal('ward', 'GET', minutesPath), 'is told to come back').toMatchObject({
      code: 'minutesNotReady',
    })
    for (const at of [`${minutesPath}/minutes.pdf`, `${minutesPath}/history`, `${minutesPath}/attendance.xlsx`])
      expect((await office.ask('ward', 'GET', at)).status).toBe(409)
    expect((await office.get(MinutesPage, 'ward', '/minutes?view=approved')).items).toEqual([])
    expect((await office.get(MinutesPage, 'chair', '/minutes?view=write')).items).toMatchObject([
      { meetingId, status: 'draft' },
    ])
    expect((await office.get(Todo, 'chair', '/todo')).items).toMatchObject([{ kind: 'write', meetingId }])
    await approved(office)
    expect(await minutesOf(office, 'ward')).toMatchObject({
      status: 'approved',
      may: { edit: false, number: false, amend: false },
    })
    expect((await office.get(MinutesPage, 'ward', '/minutes?view=approved')).items).toMatchObject([{ meetingId }])
    expect(await office.refusal('ward', 'POST', `${minutesPath}/approve`, { version: 2 })).toMatchObject({
      code: 'forbidden',
    })
    for (const at of [minutesPath, `${minutesPath}/minutes.pdf`, `${minutesPath}/verification`])
      expect(await office.refusal('colleague', 'GET', at)).toMatchObject({ code: 'notFound' })
  })

  test('approved minutes come as PDF, DOCX and JSON, which are what their hashes say', async () => {
    const office = await heldOffice(dialect)
    const { files, log } = await approved(office)
    expect(files.map(({ kind }) => kind).toSorted()).toEqual(['docx', 'json', 'pdf'])
    for (const { kind, sha256 } of files) {
      const answer = await fetch(`${office.url}/api${minutesPath}/minutes.${kind}`, {
        headers: { authorization: `Bearer ${await office.tokenOf('ward')}` },
      })
      const data = Buffer.from(await answer.arrayBuffer())
      expect(createHash('sha256').update(data).digest('hex')).toBe(sha256)
      if (kind === 'pdf') expect(data.subarray(0, 5).toString()).toBe('%PDF-')
      if (kind === 'docx') expect(data.subarray(0, 2).toString()).toBe('PK')
      if (kind === 'json') expect(JSON.parse(data.toString())).toMatchObject({ meetingId, log })
    }
  })
})

describe('before there is anything to write', () => {
  test('a meeting that goes on has no minutes, and one that has ended has them without anybody asking', async () => {
    const events = logOf(heldMeeting)
    const office = await heldOffice('sqlite', events.slice(0, -1))
    expect(await office.refusal('chair', 'GET', minutesPath)).toMatchObject({ code: 'notFound' })
    const host = await office.meetings.open(meetingId)
    await host?.end()
    await expect.poll(async () => (await office.get(MinutesPage, 'chair', '/minutes?view=write')).items.length).toBe(1)
  })
})
