import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ErrorBody, type LoggedEvent } from '@diem-cau/signaling-contract'
import { Minutes, MinutesHistory, MinutesPage, Todo, Verification } from '@diem-cau/signaling-contract/office'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type SignalingOptions, startSignaling } from '../../startSignaling.ts'
import { SqliteMeetingLog } from '../../store/SqliteMeetingLog.ts'
import { heldMeeting, logOf } from '../../testing/heldMeeting.ts'
import { officeOn, type OfficeOn } from '../../testing/officeOn.ts'
import { meetingId } from '../../testing/people.ts'
import { startOffice } from '../../testing/startOffice.ts'
import { startS3 } from '../../testing/startS3.ts'
import { describeStores, emptyTarget, silent } from '../../testing/temporaryStore.ts'

/** An office in which the meeting of {@link heldMeeting} was held. */
async function held(dialect: 'sqlite' | 'postgres', events: readonly LoggedEvent[] = logOf(heldMeeting), options: Partial<SignalingOptions> = {}): Promise<OfficeOn> {
  const office = await officeOn(dialect, options)
  await new SqliteMeetingLog(office.db).append(meetingId, events.map((event) => ({ ...event, actor: null, requestId: null })))
  return office
}

const path = `/minutes/${meetingId}`
const minutesOf = (office: OfficeOn, who = 'chair') => office.get(Minutes, who, path)
const step = (office: OfficeOn, what: string, version: number, more = {}) => office.send(Minutes, 'chair', 'POST', `${path}/${what}`, { version, ...more })
const approved = async (office: OfficeOn) => step(office, 'approve', (await minutesOf(office)).version)

test('13.3 minutes of a meeting whose end nobody was there to draft are drafted when the server starts', async () => {
  const store = await emptyTarget('sqlite')
  const before = await startOffice({ store })
  await new SqliteMeetingLog(before.db).append(meetingId, logOf(heldMeeting).map((event) => ({ ...event, actor: null, requestId: null })))
  await before.db.updateTable('meeting').set({ phase: 'ended' }).execute()
  await before.close()
  const { dataDir } = before
  const started = await startSignaling({ store, dataDir, host: '127.0.0.1', port: 0, tls: null, sfu: { url: 'http://127.0.0.1:9', secret: 'x'.repeat(32) }, webRoot: null, demoUnits: null, metricsToken: null, logger: silent })
  onTestFinished(() => started.close())
  const { db, minutes } = started
  await expect.poll(async () => (await minutes.store.find(meetingId))?.content.units.length).toBe(3)
  expect(await db.selectFrom('meeting_fact').select('meeting_id').execute()).toEqual([{ meeting_id: meetingId }])
})

describeStores((_, dialect) => {
  test('minutes are drafted from the log: who was there, what was said, voted and concluded', async () => {
    const { status, content, may } = await minutesOf(await held(dialect))
    expect([status, may.edit, may.approve]).toEqual(['draft', true, true])
    expect(content.units.map((unit) => [unit.unit, unit.status])).toEqual([['Phường a', 'present'], ['Phường b', 'late'], ['Phường c', 'excused']])
    expect(content.items[0]).toMatchObject({ conclusion: 'Nhất trí bổ sung kinh phí.', speeches: [{ seconds: 180, text: 'Đề nghị bổ sung kinh phí nạo vét kênh.' }] })
    expect(content.items[1]?.votes).toMatchObject([{ cast: 2, passed: false, options: [{ count: 1 }, { count: 1 }, { count: 0 }] }])
    expect(content.standIns).toContain('deputy')
  })

  test('edited, submitted, sent back, approved: each step is on record, and then nothing changes any more', async () => {
    const office = await held(dialect)
    const { content } = await minutesOf(office)
    const saved = await office.send(Minutes, 'chair', 'PUT', path, { version: 1, content: { ...content, number: '12' } })
    expect([saved.version, saved.content.number]).toEqual([2, '12'])
    await step(office, 'submit', 2)
    expect(await office.refusal('chair', 'PUT', path, { version: 3, content })).toMatchObject({ code: 'forbidden' })
    expect(await step(office, 'return', 3, { remark: 'Bổ sung số hiệu' })).toMatchObject({ status: 'draft', returned: { remark: 'Bổ sung số hiệu' } })
    const fixed = await step(office, 'approve', 4)
    expect(fixed).toMatchObject({ status: 'approved', version: 5, may: { edit: false, approve: false }, log: { seq: logOf(heldMeeting).length } })
    for (const [method, at, body] of [['PUT', path, { version: 5, content }], ['POST', `${path}/return`, { version: 5, remark: '' }], ['POST', `${path}/approve`, { version: 5 }]] as const) {
      expect(await office.refusal('chair', method, at, body)).toMatchObject({ code: 'forbidden' })
    }
    await expect(office.db.updateTable('minutes').set({ content: '{}' }).execute(), 'the database itself refuses').rejects.toThrow('fixed')
    await expect(office.db.deleteFrom('minutes_file').execute()).rejects.toThrow(/fixed|added/)
    const { versions } = await office.get(MinutesHistory, 'chair', `${path}/history`)
    expect(versions.map(({ what }) => what)).toEqual(['approved', 'returned', 'submitted', 'saved', 'drafted'])
  })

  test('an edit over a newer one is refused with both, and numbers of a vote are nobody’s to edit', async () => {
    const office = await held(dialect)
    const { content } = await minutesOf(office)
    const forged = { ...content, number: '1', items: content.items.map((item) => ({ ...item, votes: item.votes.map((vote) => ({ ...vote, passed: true, cast: 99 })) })) }
    const saved = await office.send(Minutes, 'chair', 'PUT', path, { version: 1, content: forged })
    expect(saved.content.items.flatMap(({ votes }) => votes)).toMatchObject([{ passed: false, cast: 2 }])
    const { status, text } = await office.ask('chair', 'PUT', path, { version: 1, content })
    expect(status).toBe(409)
    const refused = ErrorBody.parse(JSON.parse(text))
    expect([refused.code, Minutes.parse(refused.current).content.number]).toEqual(['editConflict', '1'])
  })

  test('an invited unit reads what is approved, and knows of no draft; a stranger of neither', async () => {
    const office = await held(dialect)
    await minutesOf(office)
    expect(await office.refusal('ward', 'GET', path)).toMatchObject({ code: 'notFound' })
    expect((await office.get(MinutesPage, 'ward', '/minutes?view=approved')).items).toEqual([])
    expect((await office.get(MinutesPage, 'chair', '/minutes?view=write')).items).toMatchObject([{ meetingId, status: 'draft' }])
    expect((await office.get(Todo, 'chair', '/todo')).items).toMatchObject([{ kind: 'write', meetingId }])
    await approved(office)
    expect(await minutesOf(office, 'ward')).toMatchObject({ status: 'approved', may: { edit: false } })
    expect((await office.get(MinutesPage, 'ward', '/minutes?view=approved')).items).toMatchObject([{ meetingId }])
    expect(await office.refusal('ward', 'POST', `${path}/approve`, { version: 2 })).toMatchObject({ code: 'forbidden' })
    for (const at of [path, `${path}/minutes.pdf`, `${path}/verification`]) expect(await office.refusal('colleague', 'GET', at)).toMatchObject({ code: 'notFound' })
  })

  test('approved minutes come as PDF, DOCX and JSON, which are what their hashes say', async () => {
    const office = await held(dialect)
    const { files, log } = await approved(office)
    expect(files.map(({ kind }) => kind).toSorted()).toEqual(['docx', 'json', 'pdf'])
    for (const { kind, sha256 } of files) {
      const answer = await fetch(`${office.url}/api${path}/minutes.${kind}`, { headers: { authorization: `Bearer ${await office.tokenOf('ward')}` } })
      const data = Buffer.from(await answer.arrayBuffer())
      expect(createHash('sha256').update(data).digest('hex')).toBe(sha256)
      if (kind === 'pdf') expect(data.subarray(0, 5).toString()).toBe('%PDF-')
      if (kind === 'docx') expect(data.subarray(0, 2).toString()).toBe('PK')
      if (kind === 'json') expect(JSON.parse(data.toString())).toMatchObject({ meetingId, log })
    }
  })

  test('13.2 what was changed behind the back of it all is found: a line, a missing line, a cut off end, a file', async () => {
    const office = await held(dialect)
    const { files } = await approved(office)
    const verified = () => office.get(Verification, 'chair', `${path}/verification`)
    const all = logOf(heldMeeting).length
    expect(await verified()).toMatchObject({ log: { state: 'intact', events: all }, files: files.map(() => ({ state: 'intact' })) })

    const line = await office.db.selectFrom('meeting_log').selectAll().where('seq', '=', 20).executeTakeFirstOrThrow()
    await office.db.updateTable('meeting_log').set({ at: line.at + 1 }).where('seq', '=', 20).execute()
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
    expect((await verified()).files).toContainEqual({ kind: 'pdf', state: 'changed' })
    await rm(file)
    expect((await verified()).files).toContainEqual({ kind: 'pdf', state: 'missing' })
  })
})

describe('with papers in a bucket', () => {
  test('13.3 approved minutes are there and nowhere else, come back, and are checked there', async () => {
    const s3 = await startS3()
    const office = await held('sqlite', logOf(heldMeeting), { papers: s3.settings })
    s3.requests.length = 0
    const { files } = await approved(office)
    expect(s3.requests.filter((line) => line.startsWith('PUT ')).toSorted()).toEqual(files.map(({ sha256 }) => `PUT papers/${sha256}`).toSorted())
    expect((await readdir(join(office.dataDir, 'papers'), { recursive: true })).filter((name) => /[0-9a-f]{64}/.test(name))).toEqual([])
    const json = await office.ask('chair', 'GET', `${path}/minutes.json`)
    expect(createHash('sha256').update(json.text).digest('hex')).toBe(files.find(({ kind }) => kind === 'json')?.sha256)

    const verified = async () => Object.fromEntries((await office.get(Verification, 'chair', `${path}/verification`)).files.map(({ kind, state }) => [kind, state]))
    expect(await verified()).toEqual({ pdf: 'intact', docx: 'intact', json: 'intact' })
    const keyOf = (kind: string) => `papers/${files.find((file) => file.kind === kind)?.sha256}`
    const pdf = (await s3.get(keyOf('pdf'))) ?? Buffer.of()
    await s3.set(keyOf('pdf'), pdf.with(pdf.length - 20, 65) as Buffer)
    await s3.set(keyOf('json'), Buffer.concat([(await s3.get(keyOf('json'))) ?? Buffer.of(), Buffer.from('\n')]))
    await s3.delete(keyOf('docx'))
    expect(await verified()).toEqual({ pdf: 'changed', docx: 'missing', json: 'changed' })
    await s3.stop()
    expect(await office.refusal('chair', 'GET', `${path}/verification`), 'nothing is said of files that cannot be read').toMatchObject({ code: 'storeUnavailable' })
  })

  test('13.3 while the bucket is away nothing is approved, and it is when it is back', async () => {
    const s3 = await startS3()
    const office = await held('sqlite', logOf(heldMeeting), { papers: s3.settings })
    const { version } = await minutesOf(office)
    await s3.stop()
    expect(await office.refusal('chair', 'POST', `${path}/approve`, { version })).toMatchObject({ code: 'storeUnavailable' })
    expect(await minutesOf(office)).toMatchObject({ status: 'draft', version, files: [] })
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
