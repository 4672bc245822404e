import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { recordFileName } from '@diem-cau/signaling-contract/documents'
import { Minutes, MinutesHistory, MinutesPage, Verification } from '@diem-cau/signaling-contract/office'
import { describe, expect, test } from 'vitest'
import { heldMeeting, logOf } from '../../testing/heldMeeting.ts'
import { startS3 } from '../../testing/startS3.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { approved, heldOffice, issueOf, minutesOf, minutesPath, minutesStep } from '../../testing/heldOffice.ts'

describeStores((_, dialect) => {
  test('13.3 the clerk fills in the number once, after the chair has approved: the next issue, and the first one stays', async () => {
    const office = await heldOffice(dialect)
    await office.grant('colleague', 'secretary', 'o-mon')
    const first = await approved(office)
    const { version, may } = await minutesOf(office, 'colleague')
    expect(may).toMatchObject({ number: true, amend: true, edit: false, discard: false })
    const number = (who: string, at: number) =>
      [
        who,
        'POST',
        `${minutesPath}/number`,
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
      for (const { kind, sha256 } of files)
        expect(await read(`${minutesPath}/issues/${issue}/minutes.${kind}`)).toBe(sha256)
    expect(await read(`${minutesPath}/minutes.json`)).toBe(
      numbered.issues[0]?.files.find(({ kind }) => kind === 'json')?.sha256,
    )
    expect(issueOf(numbered).files.map(({ fileName }) => fileName)).toContain(
      recordFileName('bien-ban', 'số 12 Giao ban', numbered.startsAt, 'pdf'),
    )
    expect(await office.refusal('ward', 'GET', `${minutesPath}/issues/3/minutes.pdf`)).toMatchObject({
      code: 'notFound',
    })
    expect(await office.get(Verification, 'chair', `${minutesPath}/verification`)).toMatchObject({
      log: { state: 'intact' },
      issues: 'intact',
      files: Array.from({ length: 6 }, () => ({ state: 'intact' })),
    })
  })

  test('13.3 a correction goes to the chair again; until it is approved everybody else reads what is in force, and both stay', async () => {
    const office = await heldOffice(dialect)
    await office.grant('colleague', 'secretary', 'o-mon')
    await approved(office)
    const as = async (who: string, what: string, more = {}) =>
      office.send(Minutes, who, 'POST', `${minutesPath}/${what}`, {
        version: (await minutesOf(office, who)).version,
        ...more,
      })
    expect(await office.refusal('ward', 'POST', `${minutesPath}/amend`, { version: 2, reason: 'x' })).toMatchObject({
      code: 'forbidden',
    })
    const begun = await as('colleague', 'amend', { reason: 'Ghi nhầm tên người phát biểu' })
    expect(begun).toMatchObject({
      status: 'draft',
      amending: { amendment: 1, reason: 'Ghi nhầm tên người phát biểu' },
      may: { edit: true, submit: true, discard: true, number: false },
    })
    const draft = { ...begun.content, subject: 'Giao ban (đã sửa)' }
    await office.send(Minutes, 'colleague', 'PUT', minutesPath, { version: begun.version, content: draft })
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
    const json = JSON.parse((await office.ask('ward', 'GET', `${minutesPath}/minutes.json`)).text) as object
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
      (await office.get(MinutesHistory, 'chair', `${minutesPath}/history`)).versions
        .map(({ what }) => what)
        .slice(0, 5),
    ).toEqual(['discarded', 'amending', 'amended', 'submitted', 'saved'])
  })

  test('13.2 an issue that was taken out between two others is found', async () => {
    const office = await heldOffice(dialect)
    await approved(office)
    const { version } = await minutesOf(office)
    await minutesStep(office, 'number', version, { number: '12', symbol: 'BB', numberedOn: '2026-11-30' })
    const row = await office.db.selectFrom('minutes_issue').selectAll().where('issue', '=', 2).executeTakeFirstOrThrow()
    await office.db
      .insertInto('minutes_issue')
      .values({ ...row, issue: 4 })
      .execute()
    expect((await office.get(Verification, 'chair', `${minutesPath}/verification`)).issues).toBe('broken')
  })

  test('13.2 what was changed behind the back of it all is found: a line, a missing line, a cut off end, a file', async () => {
    const office = await heldOffice(dialect)
    const { files } = await approved(office)
    const verified = () => office.get(Verification, 'chair', `${minutesPath}/verification`)
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
    const office = await heldOffice('sqlite', logOf(heldMeeting), { papers: s3.settings })
    s3.requests.length = 0
    const { files } = await approved(office)
    expect(s3.requests.filter((line) => line.startsWith('PUT ')).toSorted()).toEqual(
      files.map(({ sha256 }) => `PUT papers/${sha256}`).toSorted(),
    )
    expect(
      (await readdir(join(office.dataDir, 'papers'), { recursive: true })).filter((name) => /[0-9a-f]{64}/.test(name)),
    ).toEqual([])
    const json = await office.ask('chair', 'GET', `${minutesPath}/minutes.json`)
    expect(createHash('sha256').update(json.text).digest('hex')).toBe(files.find(({ kind }) => kind === 'json')?.sha256)

    const verified = async () =>
      Object.fromEntries(
        (await office.get(Verification, 'chair', `${minutesPath}/verification`)).files.map(({ kind, state }) => [
          kind,
          state,
        ]),
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
      await office.refusal('chair', 'GET', `${minutesPath}/verification`),
      'nothing is said of files that cannot be read',
    ).toMatchObject({ code: 'storeUnavailable' })
  })

  test('13.3 while the bucket is away nothing is approved, and it is when it is back', async () => {
    const s3 = await startS3()
    const office = await heldOffice('sqlite', logOf(heldMeeting), { papers: s3.settings })
    const { version } = await minutesOf(office)
    await s3.stop()
    expect(await office.refusal('chair', 'POST', `${minutesPath}/approve`, { version })).toMatchObject({
      code: 'storeUnavailable',
    })
    expect(await minutesOf(office)).toMatchObject({ status: 'draft', version, issues: [] })
    expect(await readdir(join(office.dataDir, 'papers', 'minutes'))).toEqual([])
    await s3.start()
    expect((await approved(office)).files).toHaveLength(3)
  })
})
