import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DAY_MS, type MeetingId } from '@diem-cau/signaling-contract'
import { PaperList, Plan, PlanPage } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import type { SignalingOptions } from '../../start/SignalingOptions.ts'
import { fakeSoffice, makesPdf } from '../../testing/fakeSoffice.ts'
import { officeOn, type OfficeOn } from '../../testing/officeOn.ts'
import { docx, docxOf, pdf } from '../../testing/paperSamples.ts'
import { addPlanPeople, BEFORE, MONDAY, planInput } from '../../testing/planOffice.ts'
import { describeStores, silent } from '../../testing/temporaryStore.ts'
import { uploadPaper } from '../../testing/uploadPaper.ts'
import { openPaperFiles } from './openPaperFiles.ts'
import { StagedPapers } from './StagedPapers.ts'

const HOUR_MS = 3_600_000
const who = 'secretary'
const planOf = (changes: Parameters<typeof planInput>[0] = {}) => planInput({ title: 'Họp chuyên đề', ...changes })
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const fileOf = (office: OfficeOn, content: Buffer) =>
  join(office.dataDir, 'papers', sha256(content).slice(0, 2), sha256(content))
const weekly = (count: number) => ({ rrule: `FREQ=WEEKLY;BYDAY=MO;COUNT=${count}`, except: [] })

describeStores((_, dialect) => {
  const start = async (options: Partial<SignalingOptions> = {}) => {
    const clock = { now: BEFORE }
    const office = await officeOn(dialect, { ...options, clock: () => clock.now })
    await addPlanPeople(office.units, office.accounts)
    const ids = async (): Promise<MeetingId[]> =>
      (await office.get(PlanPage, who, '/schedule/meetings?q=chuyen+de&limit=50')).items.map(
        ({ meetingId }) => meetingId,
      )
    const names = async (meetingId: MeetingId) =>
      (await office.get(PaperList, who, `/meetings/${meetingId}/papers`)).papers.map(({ name }) => name)
    /** Cleans up as a server does that starts now. */
    const sweep = async () =>
      new StagedPapers({
        db: office.db,
        files: await openPaperFiles({ dataDir: office.dataDir, s3: null, logger: silent, clock: () => clock.now }),
        clock: () => clock.now,
        logger: silent,
      }).clean()
    return { office, clock, ids, names, sweep, all: async () => Promise.all((await ids()).map(names)) }
  }
  const plan = (office: OfficeOn, changes: Parameters<typeof planInput>[0], body: object = {}) =>
    office.send(Plan, who, 'POST', '/schedule/meetings', { draft: true, plan: planOf(changes), ...body })
  const upload = async (office: OfficeOn, name: string, meta: Record<string, string>, content = pdf(1000)) =>
    (await uploadPaper(office, { content, name, meta, who })).split('/').at(-1) ?? ''

  test('papers that went up before the first save belong to the meeting with it: to each of its series, or to the first', async () => {
    const { office, all } = await start()
    const [forAll, forOne] = [
      await upload(office, 'Báo cáo.pdf', { staged: 'true' }),
      await upload(office, 'Riêng.pdf', { staged: 'true' }),
    ]
    const papers = [
      { uploadId: forAll, itemId: 'i1' },
      { uploadId: forOne, wholeSeries: false },
    ]
    const first = await plan(office, { recurrence: weekly(3) }, { papers })
    expect(await all()).toEqual([['Báo cáo', 'Riêng'], ['Báo cáo'], ['Báo cáo']])
    const {
      papers: [shared],
    } = await office.get(PaperList, who, `/meetings/${first.meetingId}/papers`)
    expect(shared).toMatchObject({ itemId: 'i1', shared: true, versions: [{ number: 1, uploadedBy: who }] })
    expect(
      await office.refusal(who, 'POST', '/schedule/meetings', {
        draft: true,
        plan: planOf(),
        papers: [{ uploadId: forAll }],
      }),
      'once only',
    ).toMatchObject({ code: 'linkExpired', field: 'papers' })
  })

  test("what waits is its own uploader's, only who plans may put it there, and after a day it waits no more", async () => {
    const { office, clock } = await start()
    await expect(
      uploadPaper(office, { content: pdf(1000), name: 'a.pdf', meta: { staged: 'true' }, who: 'officialA' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    const uploadId = (
      await uploadPaper(office, { content: pdf(1000), name: 'a.pdf', meta: { staged: 'true' }, who: 'boss' })
    )
      .split('/')
      .at(-1)
    expect(
      await office.refusal(who, 'POST', '/schedule/meetings', { draft: true, plan: planOf(), papers: [{ uploadId }] }),
    ).toMatchObject({ code: 'linkExpired' })
    clock.now += DAY_MS + 1
    await upload(office, 'b.pdf', { staged: 'true' })
    expect(
      (await office.db.selectFrom('staged_paper').select('file_name').execute()).map((row) => row.file_name),
    ).toEqual(['b.pdf'])
  })

  test('11.5 a paper whose meeting was never saved is gone with its file after a day, but not a file that is something else too', async () => {
    const { office, clock, names, sweep } = await start()
    const [never, both, late] = [pdf(1100), pdf(1200), pdf(1300)]
    const first = await plan(office, {})
    await upload(office, 'Không dùng.pdf', { staged: 'true' }, never)
    await upload(office, 'Cũng là.pdf', { staged: 'true' }, both)
    await upload(office, 'Tài liệu.pdf', { meetingId: first.meetingId }, both)
    clock.now += DAY_MS / 2
    const lateId = await upload(office, 'Sau.pdf', { staged: 'true' }, late)
    const kept = async () => [never, both, late].map((content) => existsSync(fileOf(office, content)))
    clock.now += DAY_MS / 2
    await upload(office, 'b.pdf', { staged: 'true' })
    expect(await kept(), 'a day is a whole day').toEqual([true, true, true])
    clock.now += 1
    await sweep()
    expect(await kept()).toEqual([false, true, true])
    expect(
      (await office.db.selectFrom('staged_paper').select('file_name').orderBy('file_name').execute()).map(
        (row) => row.file_name,
      ),
    ).toEqual(['Sau.pdf', 'b.pdf'])
    expect(await names(first.meetingId)).toEqual(['Tài liệu'])
    // A paper that waited too long counts as gone before it is cleaned away.
    clock.now += DAY_MS
    expect(
      await office.refusal(who, 'POST', '/schedule/meetings', {
        draft: true,
        plan: planOf(),
        papers: [{ uploadId: lateId }],
      }),
    ).toMatchObject({ code: 'linkExpired' })
  })

  test('11.5 the papers of a deleted draft are gone with their files, and with what was made of them, but not a file that is something else too', async () => {
    const { office, clock, sweep } = await start({ soffice: await fakeSoffice(makesPdf('made of a $type')) })
    const [own, both] = [docxOf('của dự thảo'), pdf(1200)]
    const draft = await plan(office, { recurrence: weekly(2) })
    const other = await plan(office, {})
    await upload(office, 'Báo cáo.docx', { meetingId: draft.meetingId, scope: 'all' }, own)
    await upload(office, 'Chung.pdf', { meetingId: draft.meetingId }, both)
    await upload(office, 'Chung.pdf', { meetingId: other.meetingId }, both)
    const made = Buffer.from('%PDF-1.7\nmade of a docx\n%%EOF\n')
    await expect.poll(() => existsSync(fileOf(office, made))).toBe(true)
    await expect
      .poll(() => office.db.selectFrom('paper_rendition').select('status').execute())
      .toEqual([{ status: 'ready' }, { status: 'ready' }])
    const path = `/schedule/meetings/${draft.meetingId}?version=${draft.version}&scope=all`
    expect((await office.ask(who, 'DELETE', path)).status).toBeLessThan(300)
    const kept = () => [own, made, both].map((content) => existsSync(fileOf(office, content)))
    await sweep()
    expect(kept(), 'what was taken a short while ago stays').toEqual([true, true, true])
    clock.now += HOUR_MS + 1
    await sweep()
    expect(kept()).toEqual([false, false, true])
    expect(await office.db.selectFrom('staged_paper').select('id').execute()).toEqual([])
    clock.now += DAY_MS
    await sweep()
    expect(kept()).toEqual([false, false, true])
  })

  test('11.5 a paper that could not be saved after it was all there is gone with its file too', async () => {
    const { office, clock, sweep } = await start()
    const { meetingId } = await plan(office, {})
    const [lost, saved] = [pdf(1100), pdf(1200)]
    await office.db.schema.alterTable('paper_version').renameTo('paper_version_away').execute()
    await expect(upload(office, 'a.pdf', { meetingId }, lost)).rejects.toMatchObject({
      code: expect.stringMatching(/^(internal|storeUnavailable)$/),
    })
    await office.db.schema.alterTable('paper_version_away').renameTo('paper_version').execute()
    await upload(office, 'b.pdf', { meetingId }, saved)
    const kept = () => [lost, saved].map((content) => existsSync(fileOf(office, content)))
    expect(kept()).toEqual([true, true])
    clock.now += HOUR_MS + 1
    await sweep()
    expect(kept()).toEqual([false, true])
    clock.now += DAY_MS
    await sweep()
    expect(kept()).toEqual([false, true])
  })

  test('a paper for the whole series is in each meeting that is still to come, also in those that are added later', async () => {
    const { office, clock, all } = await start()
    const first = await plan(office, { recurrence: weekly(3) }, { draft: false })
    clock.now = MONDAY + DAY_MS
    const second =
      (await office.get(PlanPage, who, '/schedule/meetings?q=chuyen+de&limit=50')).items[1]?.meetingId ??
      first.meetingId
    await upload(office, 'Chung.docx', { meetingId: second, scope: 'all', itemId: 'i1' }, docx())
    await upload(office, 'Riêng.pdf', { meetingId: second })
    expect(await all()).toEqual([[], ['Chung', 'Riêng'], ['Chung']])
    const edited = await office.get(Plan, who, `/schedule/meetings/${second}`)
    await office.send(Plan, who, 'PUT', `/schedule/meetings/${second}`, {
      version: edited.version,
      scope: 'all',
      draft: false,
      plan: planOf({ startsAt: edited.startsAt, endsAt: edited.endsAt, recurrence: weekly(5) }),
    })
    expect(await all()).toEqual([[], ['Chung', 'Riêng'], ['Chung'], ['Chung'], ['Chung'], ['Chung']])
    const renditions = await office.db.selectFrom('paper_rendition').select('paper_id').execute()
    expect(renditions, 'each of the five is read as PDF').toHaveLength(5)
  })

  test('a new version and a removal reach as far as they are asked to', async () => {
    const { office, ids, all } = await start()
    const first = await plan(office, { recurrence: weekly(3) })
    await upload(office, 'Chung.pdf', { meetingId: first.meetingId, scope: 'all' })
    const versions = async () => {
      const lists = await Promise.all((await ids()).map((id) => office.get(PaperList, who, `/meetings/${id}/papers`)))
      return lists.map(({ papers }) => papers[0]?.versions.length)
    }
    const [, second = first.meetingId] = await ids()
    const idIn = async (meetingId: MeetingId) =>
      (await office.get(PaperList, who, `/meetings/${meetingId}/papers`)).papers[0]?.paperId ?? ''
    await upload(office, 'Chung.pdf', { meetingId: second, paperId: await idIn(second), scope: 'following' }, pdf(2000))
    expect(await versions()).toEqual([1, 2, 2])
    await upload(office, 'Chung.pdf', { meetingId: second, paperId: await idIn(second) }, pdf(3000))
    expect(await versions()).toEqual([1, 3, 2])
    expect((await office.ask(who, 'DELETE', `/papers/${await idIn(second)}`)).status).toBe(204)
    expect(await all()).toEqual([['Chung'], [], ['Chung']])
    expect((await office.ask(who, 'DELETE', `/papers/${await idIn(first.meetingId)}?scope=all`)).status).toBe(204)
    expect(await all()).toEqual([[], [], []])
  })

  test('a single meeting that becomes a series takes its papers along', async () => {
    const { office, all } = await start()
    const one = await plan(office, {})
    await upload(office, 'Báo cáo.pdf', { meetingId: one.meetingId })
    await office.send(Plan, who, 'PUT', `/schedule/meetings/${one.meetingId}`, {
      version: one.version,
      draft: true,
      plan: planOf({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=2', except: [] } }),
    })
    expect(await all()).toEqual([['Báo cáo'], ['Báo cáo']])
  })
})
