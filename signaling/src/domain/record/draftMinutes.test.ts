import { DRAFT, minutesPaper } from '@diem-cau/signaling-contract/documents'
import { MinutesContent } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { type Seat, UnitCode, type UnitRef } from '@diem-cau/signaling-contract'
import { asks, closeVote, itemId, optionId, programme, voteData, voteId } from '../../testing/conduct.ts'
import { heldMeeting, logOf, minute, type Moment } from '../../testing/heldMeeting.ts'
import {
  account,
  accountOf,
  endpointOf,
  guestJoins,
  joinCommand,
  joins,
  opens,
  participantOf,
  system,
} from '../../testing/people.ts'
import type { Actor } from '../meeting/core/Actor.ts'
import type { Command } from '../meeting/decide/Command.ts'
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
  minutesPaper(content, DRAFT).body.flatMap((block) =>
    block.kind === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : [],
  )

test('SPEC 13.1: minutes are drafted from the log, and are valid as they are', () => {
  expect(MinutesContent.parse(draft)).toEqual(draft)
  expect(draftMinutes(record, facts)).toEqual(draft)
})

test('11.7 a unit that was invited later is said to be, with when', () => {
  const added = {
    ...record,
    attendance: record.attendance.map((entry) =>
      entry.unit.code === 'o-mon.b' || entry.unit.code === 'o-mon.c' ? { ...entry, addedAt: minute(5) } : entry,
    ),
  }
  const { units } = draftMinutes(added, facts)
  expect(units[1]?.note).toMatch(/^được mời thêm lúc 12 giờ 05 phút; vào lúc/)
  expect(units[2]?.note).toBe('được mời thêm lúc 12 giờ 05 phút; Trực chống bão')
})

test('the draft says what was, in the words and the order of form 1.9', () => {
  expect(textOf(draft)).toEqual([
    'Thời gian bắt đầu: 12 giờ 00 phút, ngày 23 tháng 11 năm 2026. Khi khai mạc có mặt 1/3 đơn vị, chưa đủ 2 đơn vị theo quy định.',
    'Địa điểm: Phòng họp số 1 (điểm cầu chính) và 2 điểm cầu trực tuyến.',
    'Thành phần tham dự:',
    '- Các điểm cầu: có mặt 2/3 đơn vị được mời, 5 đại biểu.',
    '1. Phường a: 3 đại biểu (Lê Văn A, Trần Thị B).',
    '2. Phường b: 2 đại biểu; vào lúc 12 giờ 08 phút; rời họp lúc 13 giờ 10 phút; vắng từ 12 giờ 30 phút đến 12 giờ 40 phút.',
    '- Vắng mặt có lý do (1): Phường c (Trực chống bão).',
    'Chủ trì (chủ tọa): Nguyễn Văn An, Chủ tịch.',
    'Điều hành thay chủ tọa: deputy (từ 12 giờ 21 phút đến 12 giờ 25 phút).',
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
    'Cuộc họp kết thúc vào 13 giờ 30 phút, ngày 23 tháng 11 năm 2026./.',
  ])
})

/** Drafts the minutes of a meeting of these moments; all who joined but a and b are people. */
const written = (moments: readonly Moment[], more: Partial<DraftFacts> = {}) => {
  const log = logOf(moments)
  const persons = new Map(
    [...meetingRecord(log).people.values()].flatMap(({ accountId }) =>
      accountId === accountOf('a') || accountId === accountOf('b') ? [] : [[accountId, { position: '' }] as const],
    ),
  )
  const content = draftMinutes(meetingRecord(log), { ...facts, persons, ...more })
  return { content, lines: textOf(content) }
}
const host = { code: UnitCode.parse('o-mon'), name: 'Quận Ô Môn' }
const long = { code: UnitCode.parse('o-mon.a'), name: 'Phường Long Hưng' }
const comes = (name: string, seat: Seat, unit: UnitRef | null = host, organisation = '') =>
  [joinCommand(name, { invitation: { name, unit, organisation, seat } }), account(name)] as const
const withUnits = (units: UnitRef[]): readonly [Command, Actor] =>
  programme.type === 'setProgramme'
    ? [{ ...programme, programme: { ...programme.programme, units } }, system]
    : expect.fail()

test('points that the meeting did not come to stay, as not discussed; in one that nobody led through its agenda none is', () => {
  const { lines } = written([
    [0, ...comes('chair', 'chair')],
    [0, programme, system],
    [0, ...asks('chair', 'meeting:start', { belowQuorum: true })],
    [1, ...asks('chair', 'agenda:start', { itemId: itemId(1) })],
    [9, ...asks('chair', 'meeting:end', {})],
  ])
  expect(lines.slice(lines.indexOf('1. Nội dung 1'))).toEqual([
    '1. Nội dung 1',
    '2. Nội dung 2',
    'Chưa thảo luận.',
    expect.stringContaining('Cuộc họp kết thúc'),
  ])
  expect(
    written([
      [0, ...comes('chair', 'chair')],
      [0, programme, system],
      [9, ...asks('chair', 'meeting:end', {})],
    ]).lines,
  ).not.toContain('Chưa thảo luận.')
})

test('15.6 the chair stands first at the main room, guests and who served the meeting apart; the host unit counts as it did in the meeting, and is none of the rooms', () => {
  const { lines, content } = written(
    [
      [-5, ...comes('lena', 'guest', null, 'Sở Y tế')],
      [-4, ...comes('tech', 'technician')],
      [-3, ...comes('secretary', 'secretary')],
      [-2, ...comes('chair', 'chair')],
      [-2, ...withUnits([host, long])],
      [0, ...asks('chair', 'meeting:start', { belowQuorum: true })],
      [9, ...asks('chair', 'meeting:end', {})],
    ],
    { place: '' },
  )
  expect(lines.slice(1, 7)).toEqual([
    'Địa điểm: Họp trực tuyến.',
    'Thành phần tham dự:',
    '- Tại điểm cầu chính: chair; secretary.',
    '- Các điểm cầu: có mặt 1/2 đơn vị (kể cả đơn vị chủ trì).',
    '- Vắng mặt không có lý do (1): phường Long Hưng.',
    '- Khách mời: lena (Sở Y tế).',
  ])
  expect(lines[7]).toBe('- Phục vụ kỹ thuật: tech.')
  expect(content.units).toMatchObject([{ host: true }, { host: false }])
  const [own, ...others] = content.units
  const noted = own
    ? textOf({ ...content, units: [{ ...own, count: 4, note: 'rời họp lúc 13 giờ 10 phút' }, ...others] })
    : []
  expect(noted, 'what the secretary writes of it is not lost').toContain(
    '- Đơn vị chủ trì: quận Ô Môn: 4 đại biểu; rời họp lúc 13 giờ 10 phút.',
  )
})

test('no name stands twice, one room on line is one, and the kind of a unit is written small within a sentence', () => {
  const { lines } = written(
    [
      [-5, ...comes('chair', 'chair')],
      [-5, ...withUnits([long])],
      [-5, ...comes('a', 'delegate', long)],
      [-5, ...opens('a', 'mic')],
      [0, ...asks('chair', 'meeting:start', { belowQuorum: true })],
      [1, ...asks('a', 'rollCall:confirm', { unitCode: null, count: 2, people: ['Phường Long Hưng'] })],
      [2, ...asks('a', 'floor:request', { itemId: null, speaker: 'Phường Long Hưng', note: '' })],
      [2, ...asks('chair', 'floor:grant', { participantId: participantOf('a'), itemId: null })],
      [3, ...asks('a', 'floor:end', { participantId: null })],
      [9, ...asks('chair', 'meeting:end', {})],
    ],
    { place: '' },
  )
  expect(lines).toContain('Địa điểm: Họp trực tuyến giữa điểm cầu chính và 1 điểm cầu.')
  expect(lines).toContain('1. Phường Long Hưng: 2 đại biểu.')
  expect(lines).toContain('- Đại biểu phường Long Hưng (phát biểu 1 phút).')
})

test('a line that was gone for less than the minutes say is no absence; after midnight times have their date', () => {
  const gone = (from: number, to: number): Moment[] => [
    [from, { type: 'loseLine', endpointId: endpointOf('a') }, system],
    [
      to,
      joinCommand('a', {
        resume: endpointOf('a'),
        invitation: { name: 'a', unit: long, organisation: '', seat: 'delegate' },
      }),
      account('a'),
    ],
  ]
  const { content } = written([
    [0, ...comes('chair', 'chair')],
    [0, ...withUnits([long])],
    [0, ...comes('a', 'delegate', long)],
    [0, ...asks('chair', 'meeting:start', { belowQuorum: true })],
    ...gone(10, 11),
    ...gone(20, 24),
    ...gone(30, 36),
    ...gone(13 * 60, 26 * 60),
    [27 * 60, ...asks('chair', 'meeting:end', {})],
  ])
  const room = (briefMinutes: number) =>
    textOf({ ...content, briefMinutes }).find((text) => text.startsWith('1. Phường'))
  expect(room(5)).toBe(
    '1. Phường Long Hưng; vắng từ 12 giờ 30 phút đến 12 giờ 36 phút; vắng từ 01 giờ 00 phút, ngày 24 tháng 11 năm 2026 đến 14 giờ 00 phút, ngày 24 tháng 11 năm 2026.',
  )
  expect(room(1)?.match(/vắng/g)).toHaveLength(4)
  expect(room(4)?.match(/vắng/g)).toHaveLength(3)
})

test('a meeting that ended before its planned time, without a formal opening, ended after it began', () => {
  const { content } = written([
    [-60, ...comes('chair', 'chair')],
    [-30, ...asks('chair', 'meeting:end', {})],
  ])
  expect(content.endedAt).toBe(minute(-30))
  expect(content.startedAt).toBeLessThanOrEqual(content.endedAt)
})

test('numbers of a vote are the log’s, whoever edits them; one that was taken out comes back', () => {
  const facts = trueFacts(record)
  const { votes } = facts
  const forged = {
    ...draft,
    opening: 'Đủ điều kiện họp',
    items: draft.items.map((item) => ({
      ...item,
      votes: item.votes.map((vote) => ({ ...vote, passed: true, cast: 99, options: [] })),
    })),
  }
  expect(withTrueFacts(forged, facts)).toEqual(draft)
  const removed = withTrueFacts({ ...draft, items: draft.items.map((item) => ({ ...item, votes: [] })) }, facts)
  expect(removed.items.at(-1)).toMatchObject({ title: 'Biểu quyết', votes })
  const twice = { ...draft, items: [...draft.items, ...draft.items] }
  expect(withTrueFacts(twice, facts).items.flatMap((item) => item.votes)).toEqual(votes)
})

test('a unit’s facts for reports: invited, there, late, minutes of speaking, votes cast', () => {
  const of = (name: string) => unitFacts(record).find(({ unit }) => unit.code === `o-mon.${name}`)
  expect(of('a')).toMatchObject({
    invited: true,
    attended: true,
    late: false,
    leftEarly: false,
    people: 3,
    speakingMs: 180_000,
    speeches: 1,
    votesCast: 1,
  })
  expect(of('b')).toMatchObject({
    invited: true,
    attended: true,
    late: true,
    leftEarly: true,
    people: 2,
    speakingMs: 120_000,
    votesCast: 1,
  })
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
  const { hostPeople, guests, items } = draftMinutes(meetingRecord(log), {
    ...facts,
    persons: new Map([[accountOf('g'), { position: 'Sở Y tế' }]]),
  })
  expect([hostPeople, guests]).toEqual(['', 'g, Sở Y tế'])
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
  expect(textOf(content)).toContain(
    'Thời gian bắt đầu: 12 giờ 00 phút, ngày 23 tháng 11 năm 2026. Khi khai mạc có mặt 1/3 đơn vị, chưa đủ 2 đơn vị theo quy định.',
  )
  expect(content.items.flatMap(({ votes }) => votes)).toMatchObject([
    { passed: true, rule: 'quá bán số có mặt là 1; mở khi có mặt 1/3 đơn vị, chưa đủ 2 đơn vị theo quy định' },
  ])
  expect(MinutesContent.parse(content)).toEqual(content)
})
