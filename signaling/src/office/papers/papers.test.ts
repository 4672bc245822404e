import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ErrorBody } from '@diem-cau/signaling-contract'
import { MAX_PAPER_BYTES, Paper, PaperLink, PaperList } from '@diem-cau/signaling-contract/office'
import { Upload } from 'tus-js-client'
import { describe, expect, test } from 'vitest'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import { asks } from '../../testing/conduct.ts'
import { logOf, type Moment } from '../../testing/heldMeeting.ts'
import { accountOf, joins, meetingId, participantOf } from '../../testing/people.ts'
import { officeOn, type OfficeOn } from '../../testing/officeOn.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { docx, pdf, zip } from '../../testing/paperSamples.ts'
import { uploadPaper as send } from '../../testing/uploadPaper.ts'

const list = (office: OfficeOn, who = 'chair') => office.get(PaperList, who, `/meetings/${meetingId}/papers`)
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

describeStores((_, dialect) => {
  test('a paper goes up in pieces, is on disk under its hash, and comes down as it was', async () => {
    const office = await officeOn(dialect)
    const content = pdf(3 * 1024 * 1024 + 17)
    await send(office, { content, name: 'Báo cáo tháng 11.pdf', meta: { itemId: 'item-1' } })
    const { papers, mayManage } = await list(office)
    expect(mayManage).toBe(true)
    expect(papers).toMatchObject([
      {
        name: 'Báo cáo tháng 11',
        itemId: 'item-1',
        versions: [{ number: 1, type: 'pdf', bytes: content.length, sha256: sha256(content), uploadedBy: 'chair' }],
      },
    ])
    const file = join(office.dataDir, 'papers', sha256(content).slice(0, 2), sha256(content))
    expect(await readFile(file)).toEqual(content)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(office.dataDir, 'papers', 'uploads')), 'nothing is left behind').toEqual([])
    const answer = await fetch(`${office.url}/api/papers/${papers[0]?.paperId}/versions/1`, {
      headers: { authorization: `Bearer ${await office.tokenOf('ward')}` },
    })
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content)
  })

  test('a second version keeps the first, and the same content is stored once', async () => {
    const office = await officeOn(dialect)
    await send(office, { content: pdf(1000), name: 'a.pdf' })
    const paperId = (await list(office)).papers[0]?.paperId ?? ''
    await Promise.all([
      send(office, { content: docx(), name: 'b.docx', meta: { paperId } }),
      send(office, { content: docx(), name: 'c.docx', meta: { paperId } }),
    ])
    const [paper] = (await list(office)).papers
    expect(paper?.versions.map(({ number }) => number)).toEqual([3, 2, 1])
    expect(new Set(paper?.versions.map((version) => version.sha256)).size).toBe(2)
  })

  test('who is not invited sees nothing of it, and who is changes nothing', async () => {
    const office = await officeOn(dialect)
    await send(office, { content: pdf(1000), name: 'a.pdf' })
    const paperId = (await list(office)).papers[0]?.paperId ?? ''
    for (const path of [`/meetings/${meetingId}/papers`, `/papers/${paperId}/versions/1`]) {
      expect(await office.refusal('colleague', 'GET', path)).toMatchObject({ code: 'notFound' })
      expect(await office.refusal(null, 'GET', path)).toMatchObject({ code: 'unauthenticated' })
      expect((await office.ask('ward', 'GET', path)).status).toBe(200)
    }
    expect(await office.refusal('ward', 'PATCH', `/papers/${paperId}`, { name: 'X' })).toMatchObject({
      code: 'forbidden',
    })
    expect(await office.refusal('ward', 'DELETE', `/papers/${paperId}`)).toMatchObject({ code: 'forbidden' })
    expect(await office.refusal('ward', 'POST', `/papers/${paperId}/versions/2/link`)).toMatchObject({
      code: 'notFound',
    })
    await expect(send(office, { content: pdf(1000), name: 'a.pdf', who: 'ward' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(send(office, { content: pdf(1000), name: 'a.pdf', who: 'colleague' })).rejects.toMatchObject({
      code: 'notFound',
    })
  })

  test('3.13 who was put out and barred reads no paper and hears of none, whether the meeting is open here or not, until they are allowed again', async () => {
    const office = await officeOn(dialect)
    await send(office, { content: pdf(1000), name: 'a.pdf' })
    const paperId = (await list(office, 'ward')).papers[0]?.paperId ?? ''
    const log = new MeetingLogTable(office.db)
    const moments: Moment[] = []
    const happens = async (...more: Moment[]) => {
      const before = logOf(moments).length
      moments.push(...more)
      await log.append(
        meetingId,
        logOf(moments)
          .slice(before)
          .map((entry) => ({ ...entry, actor: null, requestId: null })),
      )
    }
    const isBarred: Moment = [
      1,
      ...asks('chair', 'participant:remove', { participantId: participantOf('ward'), barred: true, reason: '' }),
    ]
    await happens([0, ...joins('chair', 'chair')], [0, ...joins('ward')], isBarred)
    const reads = [
      ['GET', `/meetings/${meetingId}/papers`],
      ['GET', `/papers/${paperId}/versions/1`],
      ['GET', `/papers/${paperId}/versions/1/pdf`],
      ['POST', `/papers/${paperId}/versions/1/link`],
    ] as const
    const answers = async (who: string) =>
      Promise.all(reads.map(async ([method, path]) => (await office.ask(who, method, path)).status))
    expect(await answers('ward')).toEqual([403, 403, 403, 403])
    expect(await office.refusal('ward', 'GET', reads[0][1])).toMatchObject({ code: 'barred' })
    expect(await answers('chair')).toEqual([200, 200, 200, 200])
    expect(
      (await office.ask('ward', 'GET', `/meetings/${meetingId}/invitation.ics`)).status,
      'the invitation stays',
    ).toBe(200)
    await send(office, { content: pdf(1200), name: 'Mật.pdf' })
    const told = await office.db
      .selectFrom('inbox')
      .select(['account_id', 'facts'])
      .where('kind', '=', 'papers')
      .execute()
    expect(told.filter(({ facts }) => facts.includes('Mật')).map(({ account_id }) => account_id)).not.toContain(
      accountOf('ward'),
    )

    await happens([2, ...asks('chair', 'participant:allow', { participantId: participantOf('ward') })])
    expect(await answers('ward')).toEqual([200, 200, 200, 200])
    await happens([3, ...joins('ward')], isBarred)
    // The meeting is opened here, so that it knows the papers itself.
    expect(await office.meetings.open(meetingId)).not.toBeNull()
    expect(await answers('ward')).toEqual([403, 403, 403, 403])
  })

  test('a paper is renamed, moved and taken out, and the audit log says so', async () => {
    const office = await officeOn(dialect)
    await send(office, { content: pdf(1000), name: 'a.pdf' })
    const paperId = (await list(office)).papers[0]?.paperId ?? ''
    expect(
      await office.send(Paper, 'chair', 'PATCH', `/papers/${paperId}`, { name: 'Tờ trình', itemId: 'item-2' }),
    ).toMatchObject({ name: 'Tờ trình', itemId: 'item-2' })
    expect((await office.ask('chair', 'DELETE', `/papers/${paperId}`)).status).toBe(204)
    expect((await list(office)).papers).toEqual([])
    expect(await office.refusal('chair', 'GET', `/papers/${paperId}/versions/1`)).toMatchObject({ code: 'notFound' })
    const actions = await office.db
      .selectFrom('audit')
      .select('action')
      .where('subject_id', '=', paperId)
      .orderBy('id')
      .execute()
    expect(actions.map(({ action }) => action)).toEqual(['paper.uploaded', 'paper.edited', 'paper.removed'])
  })
})

describe('what is not a paper', () => {
  const refused: [what: string, name: string, content: Buffer][] = [
    ['a page named PDF', 'a.pdf', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a page with a PDF in it', 'a.pdf', Buffer.from(`<script>alert(1)</script>\n%PDF-1.7\n${'x'.repeat(500)}`)],
    [
      'a drawing that can run scripts',
      'a.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    ['a program', 'a.exe', Buffer.concat([Buffer.from('MZ'), randomBytes(500)])],
    ['a PDF named as a picture', 'a.png', pdf(1000)],
    ['any archive named as a document', 'a.docx', zip({ 'a.txt': 'x' })],
    ['a document with macros', 'a.docx', docx({ 'word/vbaProject.bin': 'x' })],
    ['noise', 'a.pdf', randomBytes(2000)],
  ]
  test.for(refused)('%s is refused', async ([, name, content]) => {
    const office = await officeOn('sqlite')
    await expect(send(office, { content, name })).rejects.toMatchObject({ code: 'paperRefused' })
    expect((await list(office)).papers).toEqual([])
    expect(await readdir(join(office.dataDir, 'papers'))).toEqual(['uploads'])
    expect(await readdir(join(office.dataDir, 'papers', 'uploads'))).toEqual([])
  })
})

test('an upload that is too large, too vague or another’s is refused', async () => {
  const office = await officeOn('sqlite')
  const create = async (headers: Record<string, string>, who = 'chair', path = '/papers/upload', method = 'POST') =>
    office.ask(who, method, path, undefined, { 'tus-resumable': '1.0.0', ...headers })
  const meta = `meetingId ${Buffer.from(meetingId).toString('base64')},filename ${Buffer.from('a.pdf').toString('base64')}`
  const code = (text: string) => ErrorBody.parse(JSON.parse(text)).code
  const large = await create({ 'upload-length': String(MAX_PAPER_BYTES + 1), 'upload-metadata': meta })
  expect([large.status, code(large.text)]).toEqual([413, 'tooLarge'])
  const nameless = await create({
    'upload-length': '100',
    'upload-metadata': `meetingId ${Buffer.from(meetingId).toString('base64')}`,
  })
  expect([nameless.status, code(nameless.text)]).toEqual([400, 'badRequest'])
  const made = await create({ 'upload-length': '100', 'upload-metadata': meta })
  expect(made.status).toBe(201)
  const location = made.headers.get('location')?.replace('/api', '') ?? ''
  expect(location).toMatch(/^\/papers\/upload\/[\w-]+_[0-9a-f]+$/)
  expect((await create({}, 'ward', location, 'HEAD')).status, 'another’s').toBe(404)
  expect((await create({}, 'ward', location, 'DELETE')).status).toBe(404)
  expect((await create({}, 'chair', location, 'HEAD')).headers.get('upload-offset')).toBe('0')
  expect((await create({}, 'chair', '/papers/upload/..%2F..%2Ftoken.key', 'HEAD')).status).toBe(404)
})

test('an upload that broke off goes on where it was', async () => {
  const office = await officeOn('sqlite')
  const content = pdf(400_000)
  const token = await office.tokenOf('chair')
  const options = {
    endpoint: `${office.url}/api/papers/upload`,
    chunkSize: 100_000,
    retryDelays: [],
    metadata: { meetingId, filename: 'a.pdf' },
    headers: { authorization: `Bearer ${token}` },
  }
  const url = await new Promise<string>((resolve, reject) => {
    const upload = new Upload(content, {
      ...options,
      onError: reject,
      onChunkComplete: () => {
        void upload.abort()
        resolve(upload.url ?? '')
      },
    })
    upload.start()
  })
  const bodies: number[] = []
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(content, {
      ...options,
      uploadUrl: url,
      onError: reject,
      onSuccess: () => resolve(),
      onChunkComplete: (size) => void bodies.push(size),
    })
    upload.start()
  })
  expect(
    bodies.reduce((a, b) => a + b),
    'the first piece is not sent again',
  ).toBeLessThanOrEqual(300_000)
  expect((await list(office)).papers[0]?.versions[0]?.sha256).toBe(sha256(content))
})

test('a paper is served so that no browser runs anything of it, in parts if asked', async () => {
  const office = await officeOn('sqlite')
  const content = pdf(5000)
  await send(office, { content, name: 'Báo cáo "mật".pdf' })
  const path = `/papers/${(await list(office)).papers[0]?.paperId}/versions/1`
  const { headers } = await office.ask('ward', 'GET', path)
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'content-disposition': `attachment; filename="Bao cao _mat_.pdf"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20%22m%E1%BA%ADt%22.pdf`,
    etag: `"${sha256(content)}"`,
  })
  expect((await office.ask('ward', 'GET', `${path}?inline=true`)).headers.get('content-disposition')).toMatch(
    /^inline;/,
  )
  const part = await office.ask('ward', 'GET', path, undefined, { range: 'bytes=0-4' })
  expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, '%PDF-', 'bytes 0-4/5000'])
  expect((await office.ask('ward', 'GET', path, undefined, { 'if-none-match': `"${sha256(content)}"` })).status).toBe(
    304,
  )
  expect((await office.ask('ward', 'GET', path, undefined, { range: 'bytes=9000-' })).status).toBe(416)
})

test('9.8 a paper comes no faster than is asked for, whole and in parts, and at no pace that is none', async () => {
  const office = await officeOn('sqlite')
  const content = pdf(12_000)
  await send(office, { content, name: 'Báo cáo.pdf' })
  const path = `/papers/${(await list(office)).papers[0]?.paperId}/versions/1`
  const headers = { authorization: `Bearer ${await office.tokenOf('ward')}` }
  for (const way of ['/pdf?kbit=800', '?inline=true&kbit=800']) {
    const began = performance.now()
    const answer = await fetch(`${office.url}/api${path}${way}`, { headers })
    expect(Buffer.from(await answer.arrayBuffer()), way).toEqual(content)
    // 800 kilobits a second are 100 bytes in a millisecond; the first piece waits for nothing.
    expect(performance.now() - began, way).toBeGreaterThan(100)
  }
  const part = await office.ask('ward', 'GET', `${path}/pdf?kbit=800`, undefined, { range: 'bytes=0-4' })
  expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, '%PDF-', 'bytes 0-4/12000'])
  for (const kbit of ['0', '15', '100001', 'nhanh', '1.5'])
    expect((await office.ask('ward', 'GET', `${path}/pdf?kbit=${kbit}`)).status, kbit).toBe(400)
})

test('a download link works without a sign-in for two minutes, and no other does', async () => {
  let now = Date.now()
  const office = await officeOn('sqlite', { clock: () => now })
  await send(office, { content: pdf(2000), name: 'a.pdf' })
  const { url } = await office.send(
    PaperLink,
    'ward',
    'POST',
    `/papers/${(await list(office)).papers[0]?.paperId}/versions/1/link`,
  )
  const get = (path: string) => fetch(`${office.url}${path}`)
  expect((await get(url)).headers.get('content-length')).toBe('2000')
  expect((await get(`${url.slice(0, -2)}xx`)).status).toBe(404)
  expect((await get('/api/paper-files/x')).status).toBe(404)
  now += 2 * 60_000
  expect(ErrorBody.parse(await (await get(url)).json()).code).toBe('linkExpired')
})
