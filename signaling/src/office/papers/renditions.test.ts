import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PaperList } from '@diem-cau/signaling-contract/office'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fakeSoffice, makesPdf } from '../../testing/fakeSoffice.ts'
import { officeOn, type OfficeOn } from '../../testing/officeOn.ts'
import { docx, docxOf, pdf } from '../../testing/paperSamples.ts'
import { meetingId } from '../../testing/people.ts'
import { startS3 } from '../../testing/startS3.ts'
import { describeStores, silent } from '../../testing/temporaryStore.ts'
import { uploadPaper } from '../../testing/uploadPaper.ts'
import { DiskPaperFiles } from './DiskPaperFiles.ts'
import { openPaperFiles } from './openPaperFiles.ts'
import { Renditions } from './Renditions.ts'

/** A program of its own converts them. */
const SOON = { timeout: 10_000 }

const papers = async (office: OfficeOn) => (await office.get(PaperList, 'ward', `/meetings/${meetingId}/papers`)).papers
const states = async (office: OfficeOn) =>
  Object.fromEntries((await papers(office)).map(({ name, versions }) => [name, versions[0]?.rendition]))

/** Does what a restarted server would do, on the store and files of an office that runs without LibreOffice. */
async function restarted(office: OfficeOn, soffice: string | null): Promise<Renditions> {
  const { db, dataDir } = office
  const renditions = new Renditions({
    db,
    files: new DiskPaperFiles(join(dataDir, 'papers')),
    dataDir,
    soffice,
    clock: Date.now,
    logger: silent,
    timeoutMs: 20_000,
  })
  await renditions.start()
  await renditions.idle()
  return renditions
}

describeStores((_, dialect) => {
  test('an Office paper is read as PDF by who may read the paper, and by nobody else', async () => {
    const office = await officeOn(dialect, { soffice: await fakeSoffice(makesPdf('made of a $type')) })
    await uploadPaper(office, { content: docx(), name: 'Báo cáo.docx' })
    await expect.poll(() => states(office), SOON).toEqual({ 'Báo cáo': 'ready' })
    const path = `/papers/${(await papers(office))[0]?.paperId}/versions/1/pdf`
    const answer = await office.ask('ward', 'GET', path)
    expect([answer.status, answer.text]).toEqual([200, '%PDF-1.7\nmade of a docx\n%%EOF\n'])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-security-policy': "sandbox; default-src 'none'",
    })
    expect(answer.headers.get('content-disposition')).toContain('B%C3%A1o%20c%C3%A1o.pdf')
    expect((await office.ask('ward', 'GET', path, undefined, { range: 'bytes=0-4' })).text).toBe('%PDF-')
    expect(await office.refusal('colleague', 'GET', path)).toMatchObject({ code: 'notFound' })
    expect(await office.refusal(null, 'GET', path)).toMatchObject({ code: 'unauthenticated' })
    expect(await readdir(join(office.dataDir, 'papers')), 'nothing else is left behind').not.toContain('renditions')
  })

  test('what was uploaded without LibreOffice is converted once it is there, and what cannot be stays failed', async () => {
    const office = await officeOn(dialect)
    await uploadPaper(office, { content: docxOf('một'), name: 'a.docx' })
    await uploadPaper(office, { content: docxOf('hai'), name: 'b.docx' })
    await uploadPaper(office, { content: docxOf('hai'), name: 'c.docx' })
    await uploadPaper(office, { content: pdf(1000), name: 'd.pdf' })
    expect(await states(office)).toEqual({ a: 'unavailable', b: 'unavailable', c: 'unavailable', d: null })
    const soffice = await fakeSoffice(
      `echo x >> "$(dirname "$0")/runs"; grep -q một "$input" && exit 1\n${makesPdf('hai')}`,
    )
    await restarted(office, soffice)
    expect(await states(office)).toEqual({ a: 'failed', b: 'ready', c: 'ready', d: null })
    expect((await readFile(join(soffice, '../runs'), 'utf8')).length, 'the same content is converted once').toBe(4)
    await restarted(office, null)
    expect(await states(office), 'what is made stays').toEqual({ a: 'failed', b: 'ready', c: 'ready', d: null })
    const [a] = await papers(office)
    expect(await office.refusal('ward', 'GET', `/papers/${a?.paperId}/versions/1/pdf`)).toMatchObject({
      code: 'notFound',
    })
  })

  test('what waits when LibreOffice is taken away is for downloading only', async () => {
    const office = await officeOn(dialect)
    await uploadPaper(office, { content: docx(), name: 'a.docx' })
    await office.db.updateTable('paper_rendition').set({ status: 'waiting' }).execute()
    await restarted(office, null)
    expect(await states(office)).toEqual({ a: 'unavailable' })
  })

  test('a paper from before there were renditions gets one', async () => {
    const office = await officeOn(dialect)
    await uploadPaper(office, { content: docx(), name: 'a.docx' })
    await office.db.deleteFrom('paper_rendition').execute()
    await restarted(office, await fakeSoffice(makesPdf('a')))
    expect(await states(office)).toEqual({ a: 'ready' })
  })

  test('a conversion that took the server down with it three times is not begun again', async () => {
    const office = await officeOn(dialect)
    await uploadPaper(office, { content: docx(), name: 'a.docx' })
    await office.db.updateTable('paper_rendition').set({ tries: 3 }).execute()
    await restarted(office, await fakeSoffice(makesPdf('a')))
    expect(await states(office)).toEqual({ a: 'failed' })
  })
})

test('closing leaves what is being converted for the next start, and does not wait for it', async () => {
  const office = await officeOn('sqlite')
  await uploadPaper(office, { content: docx(), name: 'a.docx' })
  const { db, dataDir } = office
  const files = new DiskPaperFiles(join(dataDir, 'papers'))
  const soffice = await fakeSoffice('touch "$(dirname "$0")/begun"; sleep 600')
  const first = new Renditions({ db, files, dataDir, soffice, clock: Date.now, logger: silent })
  await first.start()
  await expect.poll(() => readdir(join(soffice, '..')), SOON).toContain('begun')
  await first.close()
  expect(await states(office)).toEqual({ a: 'waiting' })
  await restarted(office, await fakeSoffice(makesPdf('a')))
  expect(await states(office)).toEqual({ a: 'ready' })
})

describe('with papers in a bucket', () => {
  test('the PDF goes there and nowhere else, is made once, and comes back in parts', async () => {
    const s3 = await startS3()
    const office = await officeOn('sqlite', {
      papers: s3.settings,
      soffice: await fakeSoffice(makesPdf('made of a $type')),
    })
    s3.requests.length = 0
    await uploadPaper(office, { content: docx(), name: 'a.docx' })
    await expect.poll(() => states(office), SOON).toEqual({ a: 'ready' })
    const made = '%PDF-1.7\nmade of a docx\n%%EOF\n'
    expect(String(await s3.get(`papers/${createHash('sha256').update(made).digest('hex')}`))).toBe(made)
    expect(s3.requests.filter((line) => line.startsWith('PUT '))).toHaveLength(2)
    expect(await readdir(join(office.dataDir, 'papers'))).toEqual(['uploads'])
    await uploadPaper(office, { content: docx(), name: 'b.docx' })
    await expect.poll(() => states(office), SOON).toEqual({ a: 'ready', b: 'ready' })
    expect(
      s3.requests.filter((line) => line.startsWith('PUT ')),
      'the same content',
    ).toHaveLength(2)
    const path = `/papers/${(await papers(office))[0]?.paperId}/versions/1/pdf`
    expect((await office.ask('ward', 'GET', path)).text).toBe(made)
    expect((await office.ask('ward', 'GET', path, undefined, { range: 'bytes=9-12' })).text).toBe('made')
    await s3.stop()
    expect(await office.refusal('ward', 'GET', path)).toMatchObject({ code: 'storeUnavailable' })
  })

  test.for(['GET', 'PUT'])(
    'that refuses a %s is not the paper’s fault: it waits, and is converted when the bucket works again',
    async (refused) => {
      const s3 = await startS3()
      const office = await officeOn('sqlite', { papers: s3.settings })
      await uploadPaper(office, { content: docx(), name: 'a.docx' })
      const { db, dataDir } = office
      const files = await openPaperFiles({ dataDir, s3: s3.settings, logger: silent })
      const renditions = new Renditions({
        db,
        files,
        dataDir,
        soffice: await fakeSoffice(makesPdf('a')),
        clock: Date.now,
        logger: silent,
      })
      onTestFinished(() => renditions.close())
      s3.trouble = ({ method }, response) => {
        if (method !== refused) return false
        response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>')
        return true
      }
      await renditions.start()
      await renditions.idle()
      expect(await states(office)).toEqual({ a: 'waiting' })
      expect(await readdir(join(dataDir, 'papers'))).toEqual(['uploads'])
      s3.trouble = null
      renditions.wake()
      await renditions.idle()
      expect(await states(office)).toEqual({ a: 'ready' })
    },
  )
})
