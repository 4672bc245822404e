import { MinutesContent, minutesPaper } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { heldMeeting, logOf, minute } from '../../testing/heldMeeting.ts'
import { asks, closeVote, optionId, programme, voteData, voteId } from '../../testing/conduct.ts'
import { accountOf, guestJoins, joins, opens, participantOf, system } from '../../testing/people.ts'
import { type DraftFacts, draftMinutes, trueFacts, withTrueFacts } from './draftMinutes.ts'
import { meetingRecord } from './MeetingRecord.ts'
import { unitFacts } from './unitFacts.ts'

const record = meetingRecord(logOf(heldMeeting))
const facts: DraftFacts = {
  superior: '',
  office: 'Ủy ban nhân dân quận Ô Môn',
  symbol: 'BB-UBND',
  place: 'Phòng họp số 1',
  startsAt: minute(0),
  endsAt: minute(120),
  chair: { accountId: accountOf('chair'), name: 'Nguyễn Văn An', position: 'Chủ tịch' },
  secretary: { name: 'Trần Thị Bé', position: 'Chánh Văn phòng' },
  persons: new Map(),
}
const draft = draftMinutes(record, facts)
const textOf = (content: MinutesContent) =>
  minutesPaper(content, null).body.flatMap((block) => (block.kind === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : []))

test('SPEC 13.1: minutes are drafted from the log, and are valid as they are', () => {
  expect(MinutesContent.parse(draft)).toEqual(draft)
  expect(draftMinutes(record, facts)).toEqual(draft)
})

test('11.7 a unit that was invited later is said to be, with when', () => {
  const added = { ...record, attendance: record.attendance.map((entry) => (entry.unit.code === 'o-mon.b' || entry.unit.code === 'o-mon.c' ? { ...entry, addedAt: minute(5) } : entry)) }
  const { units } = draftMinutes(added, facts)
  expect(units[1]?.note).toMatch(/^được mời thêm lúc 12 giờ 05; vào lúc/)
  expect(units[2]?.note).toBe('được mời thêm lúc 12 giờ 05; Trực chống bão')
})

test('the draft says what was, in the words and the order of form 1.9', () => {
  expect(textOf(draft)).toEqual([
    'Thời gian bắt đầu: 12 giờ 00, ngày 23 tháng 11 năm 2026. Khi khai mạc có mặt 1/3 đơn vị, chưa đủ 2 đơn vị theo quy định.',
    'Địa điểm: Phòng họp số 1 (điểm cầu chính) và 2 điểm cầu trực tuyến.',
    'Thành phần tham dự:',
    '- Các điểm cầu: có mặt 2/3 đơn vị được mời, 5 đại biểu.',
    '1. Phường a: 3 đại biểu (Lê Văn A, Trần Thị B).',
    '2. Phường b: 2 đại biểu; vào lúc 12 giờ 08; vắng từ 12 giờ 30 đến 12 giờ 40; rời họp lúc 13 giờ 10.',
    '- Vắng mặt có lý do (1): Phường c (Trực chống bão).',
    'Chủ trì (chủ tọa): Nguyễn Văn An, Chủ tịch.',
    'Điều hành thay chủ tọa: deputy (từ 12 giờ 21 đến 12 giờ 25).',
    'Thư ký (người ghi biên bản): Trần Thị Bé, Chánh Văn phòng.',
    'Nội dung (theo diễn biến cuộc họp):',
    '1. Nội dung 1',
    'Ý kiến phát biểu:',
    '- Ông Lê Văn A (Phường a) (phát biểu 3 phút): Đề nghị bổ sung kinh phí nạo vét kênh.',
    'Kết luận của chủ tọa: Nhất trí bổ sung kinh phí.',
    '2. Nội dung 2',
    'Ý kiến phát biểu:',
    '- Đại biểu Phường b (phát biểu 2 phút).',
    'Biểu quyết: Thông qua dự thảo nghị quyết? Kết quả: yes: 1; no: 1; abstain: 0 (2/2 phiếu; quá bán số có mặt là 2). Không được thông qua.',
    'Kết luận của chủ tọa: Giao Văn phòng hoàn chỉnh dự thảo.',
    'Cuộc họp kết thúc vào 13 giờ 30, ngày 23 tháng 11 năm 2026./.',
  ])
})

test('numbers of a vote are the log’s, whoever edits them; one that was taken out comes back', () => {
  const facts = trueFacts(record)
  const { votes } = facts
  const forged = { ...draft, opening: 'Đủ điều kiện họp', items: draft.items.map((item) => ({ ...item, votes: item.votes.map((vote) => ({ ...vote, passed: true, cast: 99, options: [] })) })) }
  expect(withTrueFacts(forged, facts)).toEqual(draft)
  const removed = withTrueFacts({ ...draft, items: draft.items.map((item) => ({ ...item, votes: [] })) }, facts)
  expect(removed.items.at(-1)).toMatchObject({ title: 'Biểu quyết', votes })
  const twice = { ...draft, items: [...draft.items, ...draft.items] }
  expect(withTrueFacts(twice, facts).items.flatMap((item) => item.votes)).toEqual(votes)
})

test('a unit’s facts for reports: invited, there, late, minutes of speaking, votes cast', () => {
  const of = (name: string) => unitFacts(record).find(({ unit }) => unit.code === `o-mon.${name}`)
  expect(of('a')).toMatchObject({ invited: true, attended: true, late: false, leftEarly: false, people: 3, speakingMs: 180_000, speeches: 1, votesCast: 1 })
  expect(of('b')).toMatchObject({ invited: true, attended: true, late: true, leftEarly: true, people: 2, speakingMs: 120_000, votesCast: 1 })
  expect(of('c')).toMatchObject({ invited: true, attended: false, people: 0, speakingMs: 0, votesCast: 0 })
  expect(of('d')).toMatchObject({ invited: false, attended: true })
})

test('a guest is in the minutes with the organisation, not with the unit that holds the meeting', () => {
  const log = logOf([
    [0, ...joins('chair', 'chair')],
    [0, programme, system],
    [0, ...guestJoins('g')],
    [0, ...asks('chair', 'meeting:start', { belowQuorum: true })],
    [0, ...asks('chair', 'floor:grant', { participantId: participantOf('g'), itemId: null })],
    [0, ...opens('g', 'mic')],
    [2, ...asks('chair', 'meeting:end', {})],
  ])
  const { hostPeople, items } = draftMinutes(meetingRecord(log), { ...facts, persons: new Map([[accountOf('g'), { position: 'Sở Y tế' }]]) })
  expect(hostPeople).toBe('g, Sở Y tế (khách mời)')
  expect(items.flatMap(({ speeches }) => speeches)).toMatchObject([{ speaker: 'g (Sở Y tế)', seconds: 120 }])
})

test('SPEC 10.6: the minutes say that the meeting was opened, and a vote held, without the quorum', () => {
  const log = logOf([
    [0, ...joins('chair', 'chair')],
    [0, programme, system],
    [0, ...joins('a')],
    [0, ...asks('chair', 'meeting:start', { belowQuorum: true })],
    [1, ...asks('chair', 'vote:open', voteData(1, { belowQuorum: true }))],
    [1, ...asks('a', 'vote:cast', { voteId: voteId(1), optionId: optionId('yes') })],
    [2, ...closeVote('chair', 1)],
    [3, ...asks('chair', 'meeting:end', {})],
  ])
  const content = draftMinutes(meetingRecord(log), facts)
  expect(textOf(content)).toContain('Thời gian bắt đầu: 12 giờ 00, ngày 23 tháng 11 năm 2026. Khi khai mạc có mặt 1/3 đơn vị, chưa đủ 2 đơn vị theo quy định.')
  expect(content.items.flatMap(({ votes }) => votes)).toMatchObject([{ passed: true, rule: 'quá bán số có mặt là 1; mở khi có mặt 1/3 đơn vị, chưa đủ 2 đơn vị theo quy định' }])
  expect(MinutesContent.parse(content)).toEqual(content)
})
