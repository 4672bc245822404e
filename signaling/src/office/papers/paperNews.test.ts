import { Paper, PaperList } from '@diem-cau/signaling-contract/office'
import { expect, test, vi } from 'vitest'
import { participantIdOf } from '../../domain/meeting/core/participantIdOf.ts'
import { addGuest } from '../../testing/addGuest.ts'
import { officeOn } from '../../testing/officeOn.ts'
import { docx, pdf } from '../../testing/paperSamples.ts'
import { accountOf } from '../../testing/people.ts'
import { connect, joinData, type TestSocket } from '../../testing/startOffice.ts'
import { uploadPaper } from '../../testing/uploadPaper.ts'

/** Lists what this socket heard of papers, in order. */
const heard = ({ notices }: TestSocket) =>
  notices
    .flatMap((notice) => (notice.name === 'events' ? notice.events : []))
    .flatMap(({ event }) =>
      event.type === 'paperChanged' ? [{ change: event.change, name: event.name, by: event.by }] : [],
    )
/** Everything that was sent to it is here: its socket keeps the order (SPEC 1.1). */
const settled = (socket: TestSocket) => socket.send('media:describe', {})

async function officeWithDoor() {
  const office = await officeOn('sqlite')
  const { settings } = await office.db.selectFrom('meeting').select('settings').executeTakeFirstOrThrow()
  await office.db
    .updateTable('meeting')
    .set({ settings: JSON.stringify({ ...JSON.parse(settings), waitingRoom: true }) })
    .execute()
  const [inside, waiting] = [await addGuest(office, 'Khách trong phòng'), await addGuest(office, 'Khách ngoài cửa')]
  const [chair, ward, guest, atDoor, uninvited] = await Promise.all([
    connect(office, 'chair'),
    connect(office, 'ward'),
    connect(office, 'chair', inside),
    connect(office, 'chair', waiting),
    connect(office, 'colleague'),
  ])
  for (const socket of [chair, ward]) expect(await socket.send('meeting:join', joinData)).toMatchObject({ ok: true })
  expect(await guest.send('meeting:join', joinData)).toMatchObject({ error: { code: 'waitingRoom' } })
  expect(await chair.send('door:admit', { participantIds: null })).toMatchObject({ ok: true })
  expect(await guest.send('meeting:join', joinData)).toMatchObject({ ok: true })
  expect(await atDoor.send('meeting:join', joinData)).toMatchObject({ error: { code: 'waitingRoom' } })
  expect(await uninvited.send('meeting:join', joinData)).toMatchObject({ error: { code: 'forbidden' } })
  const papers = async () => (await office.get(PaperList, 'chair', `/meetings/${joinData.meetingId}/papers`)).papers
  return { office, chair, ward, guest, atDoor, uninvited, papers }
}

test('11.8 a paper that comes, is replaced, renamed or taken out is told to all in the meeting, guests too, and to nobody at its door, outside or put out of it', async () => {
  const { office, chair, ward, guest, atDoor, uninvited, papers } = await officeWithDoor()
  const by = participantIdOf(accountOf('chair'))
  await uploadPaper(office, { content: pdf(1000), name: 'Báo cáo.pdf' })
  const first = [{ change: 'added', name: 'Báo cáo', by }]
  for (const socket of [chair, ward, guest]) await vi.waitFor(() => expect(heard(socket)).toEqual(first))

  expect(
    await chair.send('participant:remove', {
      participantId: participantIdOf(accountOf('ward')),
      barred: true,
      reason: '',
    }),
  ).toMatchObject({ ok: true })
  const paperId = (await papers())[0]?.paperId ?? ''
  await uploadPaper(office, { content: docx(), name: 'Bản sửa.docx', meta: { paperId } })
  await office.send(Paper, 'chair', 'PATCH', `/papers/${paperId}`, { name: 'Báo cáo quý' })
  expect((await office.ask('chair', 'DELETE', `/papers/${paperId}`)).status).toBeLessThan(300)
  const all = [
    ...first,
    { change: 'version', name: 'Báo cáo', by },
    { change: 'edited', name: 'Báo cáo quý', by },
    { change: 'removed', name: 'Báo cáo quý', by },
  ]
  for (const socket of [chair, guest]) await vi.waitFor(() => expect(heard(socket)).toEqual(all))

  await Promise.all([ward, atDoor, uninvited].map(settled))
  expect(heard(ward), 'after they were put out').toEqual(first)
  expect(heard(atDoor)).toEqual([])
  expect(heard(uninvited)).toEqual([])
})

test('11.8 what is refused is told to nobody: neither a guest nor a ward changes papers', async () => {
  const { office, chair, guest, papers } = await officeWithDoor()
  await uploadPaper(office, { content: pdf(1000), name: 'Báo cáo.pdf' })
  const paperId = (await papers())[0]?.paperId ?? ''
  await expect(uploadPaper(office, { content: pdf(1000), name: 'Khác.pdf', who: 'ward' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(await office.refusal('ward', 'PATCH', `/papers/${paperId}`, { name: 'X' })).toMatchObject({
    code: 'forbidden',
  })
  expect(await office.refusal('ward', 'DELETE', `/papers/${paperId}`)).toMatchObject({ code: 'forbidden' })
  await Promise.all([chair, guest].map(settled))
  for (const socket of [chair, guest]) expect(heard(socket).map(({ change }) => change)).toEqual(['added'])
})

test('11.8 a paper that comes after the end is taken, and neither told nor in the log of the meeting', async () => {
  const { office, chair, ward, papers } = await officeWithDoor()
  expect(await chair.send('meeting:end', {})).toMatchObject({ ok: true })
  await uploadPaper(office, { content: pdf(1000), name: 'Kết luận đã ký.pdf' })
  await vi.waitFor(() => expect(office.meetings.peek(joinData.meetingId)).toBeNull())
  await Promise.all([chair, ward].map(settled))
  expect([await papers(), heard(chair), heard(ward)]).toMatchObject([[{ name: 'Kết luận đã ký' }], [], []])
  expect((await office.db.selectFrom('meeting_log').select('type').orderBy('seq').execute()).at(-1)?.type).toBe(
    'meetingEnded',
  )
})
