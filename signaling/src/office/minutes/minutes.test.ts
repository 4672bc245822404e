import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ErrorBody, type LoggedEvent } from '@diem-cau/signaling-contract'
import { recordFileName } from '@diem-cau/signaling-contract/documents'
import { Minutes, MinutesHistory, MinutesPage, Todo, Verification } from '@diem-cau/signaling-contract/office'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { SignalingOptions } from '../../start/SignalingOptions.ts'
import { startSignaling } from '../../start/startSignaling.ts'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import { heldMeeting, logOf } from '../../testing/heldMeeting.ts'
import { officeOn, type OfficeOn } from '../../testing/officeOn.ts'
import { meetingId } from '../../testing/people.ts'
import { startOffice } from '../../testing/startOffice.ts'
import { startS3 } from '../../testing/startS3.ts'
import { describeStores, emptyTarget, silent } from '../../testing/temporaryStore.ts'

/** An office in which the meeting of {@link heldMeeting} was held. */
async function held(
  dialect: 'sqlite' | 'postgres',
  events: readonly LoggedEvent[] = logOf(heldMeeting),
  options: Partial<SignalingOptions> = {},
): Promise<OfficeOn> {
  const office = await officeOn(dialect, options)
  await new MeetingLogTable(office.db).append(
    meetingId,
    events.map((event) => ({ ...event, actor: null, requestId: null })),
  )
  return office
}

const path = `/minutes/${meetingId}`
const minutesOf = (office: OfficeOn, who = 'chair') => office.get(Minutes, who, path)
const step = (office: OfficeOn, what: string, version: number, more = {}) =>
  office.send(Minutes, 'chair', 'POST', `${path}/${what}`, { version, ...more })
/** The latest issue, once they are approved. */
const issueOf = ({ issues }: Minutes) => issues[0] ?? expect.fail('no issue')
const approved = async (office: OfficeOn) => issueOf(await step(office, 'approve', (await minutesOf(office)).version))

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
    const { status, content, may } = await minutesOf(await held(dialect))
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
    const office = await held(dialect)
    const { content } = await minutesOf(office)
    const saved = await office.send(Minutes, 'chair', 'PUT', path, {
      version: 1,
      content: { ...content, number: '12' },
    })
    expect([saved.version, saved.content.number]).toEqual([2, '12'])
    expect(await office.refusal('chair', 'POST', `${path}/submit`, { version: 2 }), 'to themselves').toMatchObject({
      code: 'forbidden',
    })
    await office.grant('colleague', 'secretary', 'o-mon')
    await office.send(Minutes, 'colleague', 'POST', `${path}/submit`, { version: 2 })
    expect(await office.refusal('chair', 'PUT', path, { version: 3, content })).toMatchObject({ code: 'forbidden' })
    expect(await step(office, 'return', 3, { remark: 'Bổ sung số hiệu' })).toMatchObject({
      status: 'draft',
      returned: { remark: 'Bổ sung số hiệu' },
    })
    const fixed = await step(office, 'approve', 4)
    expect(fixed).toMatchObject({
      status: 'approved',
      version: 5,
      may: { edit: false, approve: false },
      issues: [{ issue: 1, what: 'approved', log: { seq: logOf(heldMeeting).length } }],
    })
    for (const [method, at, body] of [
      ['PUT', path, { version: 5, content }],
      ['POST', `${path}/return`, { version: 5, remark: '' }],
      ['POST', `${path}/approve`, { version: 5 }],
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
    const { versions } = await office.get(MinutesHistory, 'chair', `${path}/history`)
    expect(versions.map(({ what }) => what)).toEqual(['approved', 'returned', 'submitted', 'saved', 'drafted'])
  })

  test('13.7 a draft from before there were limits opens, is printed, saved and approved; times that no calendar has can be put right', async () => {
    const office = await held(dialect)
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
    for (const at of [`${path}/minutes.docx`, `${path}/minutes.pdf`, `${path}/attendance.xlsx`, `${path}/verification`])
      expect((await office.ask('chair', 'GET', at)).status, at).toBe(200)
    const put = async (times: object) =>
      office.ask('chair', 'PUT', path, { version: opened.version, content: { ...opened.content, ...times } })
    expect((await put({ startedAt: 9e15 })).status).toBe(400)
    const backwards = await put({ startedAt: content.endedAt, endedAt: content.startedAt })
    expect([backwards.status, backwards.text]).toEqual([400, expect.stringContaining('endedAt')])
    expect((await put({ startedAt: content.startedAt })).status).toBe(200)
    expect((await approved(office)).files).toHaveLength(3)
  }, 60_000)

  test('an edit over a newer one is refused with both, and numbers of a vote are nobody’s to edit', async () => {
    const office = await held(dialect)
    const { content } = await minutesOf(office)
    const forged = {
      ...content,
      number: '1',
      items: content.items.map((item) => ({
        ...item,
        votes: item.votes.map((vote) => ({ ...vote, passed: true, cast: 99 })),
      })),
    }
    const saved = await office.send(Minutes, 'chair', 'PUT', path, { version: 1, content: forged })
    expect(saved.content.items.flatMap(({ votes }) => votes)).toMatchObject([{ passed: false, cast: 2 }])
    const { status, text } = await office.ask('chair', 'PUT', path, { version: 1, content })
    expect(status).toBe(409)
    const refused = ErrorBody.parse(JSON.parse(text))
    expect([refused.code, Minutes.parse(refused.current).content.number]).toEqual(['editConflict', '1'])
  })

  test('an invited unit reads what is approved, and of a draft only that it is written; a stranger of neither', async () => {
    const office = await held(dialect)
    await minutesOf(office)
    expect(await office.refusal('ward', 'GET', path), 'is told to come back').toMatchObject({ code: 'minutesNotReady' })
    for (const at of [`${path}/minutes.pdf`, `${path}/history`, `${path}/attendance.xlsx`])
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
    expect(await office.refusal('ward', 'POST', `${path}/approve`, { version: 2 })).toMatchObject({ code: 'forbidden' })
    for (const at of [path, `${path}/minutes.pdf`, `${path}/verification`])
      expect(await office.refusal('colleague', 'GET', at)).toMatchObject({ code: 'notFound' })
  })

  test('approved minutes come as PDF, DOCX and JSON, which are what their hashes say', async () => {
    const office = await held(dialect)
    const { files, log } = await approved(office)
    expect(files.map(({ kind }) => kind).toSorted()).toEqual(['docx', 'json', 'pdf'])
    for (const { kind, sha256 } of files) {
      const answer = await fetch(`${office.url}/api${path}/minutes.${kind}`, {
        headers: { authorization: `Bearer ${await office.tokenOf('ward')}` },
      })
      const data = Buffer.from(await answer.arrayBuffer())
      expect(createHash('sha256').update(data).digest('hex')).toBe(sha256)
      if (kind === 'pdf') expect(data.subarray(0, 5).toString()).toBe('%PDF-')
      if (kind === 'docx') expect(data.subarray(0, 2).toString()).toBe('PK')
      if (kind === 'json') expect(JSON.parse(data.toString())).toMatchObject({ meetingId, log })
    }
  })

  test('13.3 the clerk fills in the number once, after the chair has approved: the next issue, and the first one stays', async () => {
    const office = await held(dialect)
    await office.grant('colleague', 'secretary', 'o-mon')
    const first = await approved(office)
    const { version, may } = await minutesOf(office, 'colleague')
    expect(may).toMatchObject({ number: true, amend: true, edit: false, discard: false })
    const number = (who: string, at: number) =>
      [
        who,
        'POST',
        `${path}/number`,
        { version: at, number: '12', symbol: 'BB-UBND', numberedOn: '2026-11-30' },
      ] as const
    expect(await office.refusal(...number('ward', version))).toMatchObject({ code: 'forbidden' })
    const numbered = await office.send(Minutes, ...number('colleague', version))
    expect(numbered).toMatchObject({
      status: 'approved',
      content: { number: '12', symbol: 'BB-UBND', numberedOn: '2026-11-30' },
      issues: [
        { issue: 2, what: 'numbered', number: '12', by: 'colleague', amendment: 0 },
        { issue: 1, number: '' },
      ],
    })
    expect(numbered.issues[1]).toEqual(first)
    expect(numbered.issues[0]?.replaces?.sha256).toBe(first.files.find(({ kind }) => kind === 'pdf')?.sha256)
    expect(await office.refusal(...number('colleague', numbered.version)), 'once').toMatchObject({ code: 'forbidden' })
    const read = async (at: string) =>
      createHash('sha256')
        .update(
          Buffer.from(
            await (
              await fetch(`${office.url}/api${at}`, {
                headers: { authorization: `Bearer ${await office.tokenOf('ward')}` },
              })
            ).arrayBuffer(),
          ),
        )
        .digest('hex')
    for (const { issue, files } of numbered.issues)
      for (const { kind, sha256 } of files) expect(await read(`${path}/issues/${issue}/minutes.${kind}`)).toBe(sha256)
    expect(await read(`${path}/minutes.json`)).toBe(
      numbered.issues[0]?.files.find(({ kind }) => kind === 'json')?.sha256,
    )
    expect(issueOf(numbered).files.map(({ fileName }) => fileName)).toContain(
      recordFileName('bien-ban', 'số 12 Giao ban', numbered.startsAt, 'pdf'),
    )
    expect(await office.refusal('ward', 'GET', `${path}/issues/3/minutes.pdf`)).toMatchObject({ code: 'notFound' })
    expect(await office.get(Verification, 'chair', `${path}/verification`)).toMatchObject({
      log: { state: 'intact' },
      issues: 'intact',
      files: Array.from({ length: 6 }, () => ({ state: 'intact' })),
    })
  })

  test('13.3 a correction goes to the chair again; until it is approved everybody else reads what is in force, and both stay', async () => {
    const office = await held(dialect)
    await office.grant('colleague', 'secretary', 'o-mon')
    await approved(office)
    const as = async (who: string, what: string, more = {}) =>
      office.send(Minutes, who, 'POST', `${path}/${what}`, { version: (await minutesOf(office, who)).version, ...more })
    expect(await office.refusal('ward', 'POST', `${path}/amend`, { version: 2, reason: 'x' })).toMatchObject({
      code: 'forbidden',
    })
    const begun = await as('colleague', 'amend', { reason: 'Ghi nhầm tên người phát biểu' })
    expect(begun).toMatchObject({
      status: 'draft',
      amending: { amendment: 1, reason: 'Ghi nhầm tên người phát biểu' },
      may: { edit: true, submit: true, discard: true, number: false },
    })
    const draft = { ...begun.content, subject: 'Giao ban (đã sửa)' }
    await office.send(Minutes, 'colleague', 'PUT', path, { version: begun.version, content: draft })
    expect(await minutesOf(office, 'ward')).toMatchObject({
      status: 'approved',
      content: { subject: 'Giao ban' },
      amending: null,
      may: { edit: false },
    })
    expect((await office.get(MinutesPage, 'ward', '/minutes?view=approved')).items).toMatchObject([
      { status: 'approved' },
    ])
    expect((await office.get(MinutesPage, 'colleague', '/minutes?view=write')).items).toMatchObject([
      { status: 'draft' },
    ])
    await as('colleague', 'submit')
    expect((await office.get(MinutesPage, 'chair', '/minutes?view=approve')).items).toHaveLength(1)
    const amended = await as('chair', 'approve')
    expect(amended).toMatchObject({
      status: 'approved',
      content: { subject: 'Giao ban (đã sửa)' },
      amending: null,
      issues: [
        { issue: 2, what: 'amended', amendment: 1, reason: 'Ghi nhầm tên người phát biểu' },
        { issue: 1, what: 'approved' },
      ],
    })
    expect((await minutesOf(office, 'ward')).content.subject).toBe('Giao ban (đã sửa)')
    const json = JSON.parse((await office.ask('ward', 'GET', `${path}/minutes.json`)).text) as object
    expect(json).toMatchObject({
      issue: 2,
      amendment: 1,
      previous: amended.issues[1]?.files.map(({ kind, sha256 }) => ({ kind, sha256 })),
    })

    await as('chair', 'amend', { reason: 'Thử' })
    expect(await as('chair', 'discard')).toMatchObject({
      status: 'approved',
      content: { subject: 'Giao ban (đã sửa)' },
      issues: [{ issue: 2 }, { issue: 1 }],
    })
    expect(
      (await office.get(MinutesHistory, 'chair', `${path}/history`)).versions.map(({ what }) => what).slice(0, 5),
    ).toEqual(['discarded', 'amending', 'amended', 'submitted', 'saved'])
  })

  test('13.2 an issue that was taken out between two others is found', async () => {
    const office = await held(dialect)
    await approved(office)
    const { version } = await minutesOf(office)
    await step(office, 'number', version, { number: '12', symbol: 'BB', numberedOn: '2026-11-30' })
    const row = await office.db.selectFrom('minutes_issue').selectAll().where('issue', '=', 2).executeTakeFirstOrThrow()
    await office.db
      .insertInto('minutes_issue')
      .values({ ...row, issue: 4 })
      .execute()
    expect((await office.get(Verification, 'chair', `${path}/verification`)).issues).toBe('broken')
  })

  test('13.2 what was changed behind the back of it all is found: a line, a missing line, a cut off end, a file', async () => {
    const office = await held(dialect)
    const { files } = await approved(office)
    const verified = () => office.get(Verification, 'chair', `${path}/verification`)
    const all = logOf(heldMeeting).length
    expect(await verified()).toMatchObject({
      log: { state: 'intact', events: all },
      files: files.map(() => ({ state: 'intact' })),
    })

    const line = await office.db.selectFrom('meeting_log').selectAll().where('seq', '=', 20).executeTakeFirstOrThrow()
    await office.db
      .updateTable('meeting_log')
      .set({ at: line.at + 1 })
      .where('seq', '=', 20)
      .execute()
    expect((await verified()).log).toEqual({ state: 'broken', seq: 20 })
    await office.db.deleteFrom('meeting_log').where('seq', '=', 20).execute()
    expect((await verified()).log).toEqual({ state: 'broken', seq: 20 })
    await office.db.insertInto('meeting_log').values(line).execute()
    expect((await verified()).log).toMatchObject({ state: 'intact' })
    const last = await office.db.selectFrom('meeting_log').selectAll().where('seq', '=', all).executeTakeFirstOrThrow()
    await office.db.deleteFrom('meeting_log').where('seq', '=', all).execute()
    expect((await verified()).log).toEqual({ state: 'broken', seq: all })
    await office.db.insertInto('meeting_log').values(last).execute()

    const pdf = files.find(({ kind }) => kind === 'pdf')?.sha256 ?? ''
    const file = join(office.dataDir, 'papers', pdf.slice(0, 2), pdf)
    const data = await readFile(file)
    await writeFile(file, data.with(data.length - 20, 65))
    expect((await verified()).files).toContainEqual({ issue: 1, kind: 'pdf', state: 'changed' })
    await rm(file)
    expect((await verified()).files).toContainEqual({ issue: 1, kind: 'pdf', state: 'missing' })
  })
})

describe('with papers in a bucket', () => {
  test('13.3 approved minutes are there and nowhere else, come back, and are checked there', async () => {
    const s3 = await startS3()
    const office = await held('sqlite', logOf(heldMeeting), { papers: s3.settings })
    s3.requests.length = 0
    const { files } = await approved(office)
    expect(s3.requests.filter((line) => line.startsWith('PUT ')).toSorted()).toEqual(
      files.map(({ sha256 }) => `PUT papers/${sha256}`).toSorted(),
    )
    expect(
      (await readdir(join(office.dataDir, 'papers'), { recursive: true })).filter((name) => /[0-9a-f]{64}/.test(name)),
    ).toEqual([])
    const json = await office.ask('chair', 'GET', `${path}/minutes.json`)
    expect(createHash('sha256').update(json.text).digest('hex')).toBe(files.find(({ kind }) => kind === 'json')?.sha256)

    const verified = async () =>
      Object.fromEntries(
        (await office.get(Verification, 'chair', `${path}/verification`)).files.map(({ kind, state }) => [kind, state]),
      )
    expect(await verified()).toEqual({ pdf: 'intact', docx: 'intact', json: 'intact' })
    const keyOf = (kind: string) => `papers/${files.find((file) => file.kind === kind)?.sha256}`
    const pdf = (await s3.get(keyOf('pdf'))) ?? Buffer.of()
    await s3.set(keyOf('pdf'), pdf.with(pdf.length - 20, 65) as Buffer)
    await s3.set(keyOf('json'), Buffer.concat([(await s3.get(keyOf('json'))) ?? Buffer.of(), Buffer.from('\n')]))
    await s3.delete(keyOf('docx'))
    expect(await verified()).toEqual({ pdf: 'changed', docx: 'missing', json: 'changed' })
    await s3.stop()
    expect(
      await office.refusal('chair', 'GET', `${path}/verification`),
      'nothing is said of files that cannot be read',
    ).toMatchObject({ code: 'storeUnavailable' })
  })

  test('13.3 while the bucket is away nothing is approved, and it is when it is back', async () => {
    const s3 = await startS3()
    const office = await held('sqlite', logOf(heldMeeting), { papers: s3.settings })
    const { version } = await minutesOf(office)
    await s3.stop()
    expect(await office.refusal('chair', 'POST', `${path}/approve`, { version })).toMatchObject({
      code: 'storeUnavailable',
    })
    expect(await minutesOf(office)).toMatchObject({ status: 'draft', version, issues: [] })
    expect(await readdir(join(office.dataDir, 'papers', 'minutes'))).toEqual([])
    await s3.start()
    expect((await approved(office)).files).toHaveLength(3)
  })
})

describe('before there is anything to write', () => {
  test('a meeting that goes on has no minutes, and one that has ended has them without anybody asking', async () => {
    const events = logOf(heldMeeting)
    const office = await held('sqlite', events.slice(0, -1))
    expect(await office.refusal('chair', 'GET', path)).toMatchObject({ code: 'notFound' })
    const host = await office.meetings.open(meetingId)
    await host?.end()
    await expect.poll(async () => (await office.get(MinutesPage, 'chair', '/minutes?view=write')).items.length).toBe(1)
  })
})
