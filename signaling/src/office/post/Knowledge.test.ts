import { MeetingId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { Knowledge } from './Knowledge.ts'

const [first, second, third] = ['m.1', 'm.2', 'm.3'].map((id) => MeetingId.parse(id)) as [
  MeetingId,
  MeetingId,
  MeetingId,
]
const word = (
  kind: 'invitation' | 'update' | 'cancellation' | 'reminder',
  meetingId: MeetingId,
  { all = false, withdrawn = false } = {},
) => ({ kind, meetingId, content: { all, withdrawn } })
const series = word('invitation', first, { all: true })

test('who was told of the series knows each of its dates, until it is taken back', () => {
  expect(new Knowledge([]).ofAny([first])).toBe(false)
  expect(new Knowledge([series]).ofAny([third])).toBe(true)
  const off = new Knowledge([series, word('cancellation', first, { all: true, withdrawn: true })])
  expect([off.ofAny([first, third]), off.ofSeries]).toEqual([false, false])
})

test('that one date is cancelled for all says nothing about the others', () => {
  const knowledge = new Knowledge([series, word('cancellation', second)])
  expect([knowledge.ofAny([first]), knowledge.ofAny([third]), knowledge.ofSeries]).toEqual([true, true, true])
  expect(new Knowledge([series, word('cancellation', second, { all: true })]).ofAny([first])).toBe(true)
})

test('who was taken off one date keeps the others, and the other way round', () => {
  const without = new Knowledge([series, word('cancellation', second, { withdrawn: true })])
  expect([without.ofAny([second]), without.ofAny([first])]).toEqual([false, true])
  const alone = new Knowledge([word('invitation', second)])
  expect([alone.ofAny([second]), alone.ofAny([first]), alone.ofSeries]).toEqual([true, false, false])
})

test('the last word counts, a reminder is none', () => {
  const back = new Knowledge([
    series,
    word('cancellation', second, { withdrawn: true }),
    word('reminder', second),
    word('invitation', second),
  ])
  expect(back.ofAny([second])).toBe(true)
  expect(new Knowledge([word('cancellation', second, { withdrawn: true }), series]).ofAny([second])).toBe(true)
})
