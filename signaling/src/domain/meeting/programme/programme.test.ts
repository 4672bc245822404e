import { type MeetingState, quorumOf } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { asks, itemId, opened, programme } from '../../../testing/conduct.ts'
import { after, at, decided, joins, NOON, participantOf, refusal, system, unitOf } from '../../../testing/people.ts'

const replan = (version: number, items: number[], changes = {}) => {
  const agenda = items.map((n) => ({ itemId: itemId(n), title: `Nội dung ${n} (sửa)`, presenter: '', minutes: 15 }))
  return [{ ...programme, programme: { ...programme.programme, version, agenda, ...changes } }, system] as const
}
const items = (state: MeetingState) => state.conduct.agenda.map((point) => point.itemId)

test('a programme that the secretary changed keeps what has happened', () => {
  const state = after(...opened, asks('chair', 'agenda:close', { itemId: itemId(1), conclusion: 'Xong' }), [
    programme,
    system,
  ])
  expect(state.conduct.agenda[0]?.conclusion).toBe('Xong')
})

test('11.3 a version of the plan is taken over once, so that what was changed in the meeting stays', () => {
  const edited = after(
    ...opened,
    asks('secretary', 'agenda:set', { itemId: itemId(1), title: 'Đã sửa trong cuộc họp', presenter: '', minutes: 5 }),
    [programme, system],
  )
  expect(edited.conduct.agenda[0]?.title).toBe('Đã sửa trong cuộc họp')
})

test('11.3 a newer plan adds and takes away, but not what was added or begun in the meeting', () => {
  const added = asks('secretary', 'agenda:set', {
    itemId: itemId(9),
    title: 'Thêm tại cuộc họp',
    presenter: '',
    minutes: 5,
  })
  const state = after(...opened, added, asks('chair', 'agenda:start', { itemId: itemId(1) }), replan(2, [3]))
  expect(items(state)).toEqual([itemId(3), itemId(1), itemId(9)])
  expect(items(after(...opened, replan(2, [2])))).toEqual([itemId(2)])
})

test('11.3 once it is under way a plan changes neither the mode nor the time to speak', () => {
  const changes = { mode: 'open' as const, speakLimitSec: 60, share: 'everyone' as const }
  expect(after(...opened, replan(2, [1], changes)).conduct).toMatchObject({
    mode: 'chaired',
    speakLimitSec: 300,
    share: 'everyone',
  })
  expect(after(joins('chair', 'chair'), [programme, system], replan(2, [1], changes)).conduct).toMatchObject({
    mode: 'open',
    speakLimitSec: 60,
  })
})

const note = (change: 'added' | 'removed') =>
  ({
    type: 'noteOffice',
    event: { type: 'paperChanged', change, paperId: 'p.1', name: 'Báo cáo', by: participantOf('chair') },
  }) as const

test('11.7, 11.8 it is on record while the meeting is open, not before and not after, and only the system says so', () => {
  expect(decided(after(...opened), note('added'), system)).toEqual([note('added').event])
  expect(decided(after(), note('added'), system)).toEqual([])
  expect(decided(after(...opened, asks('chair', 'meeting:end', {})), note('removed'), system)).toEqual([])
  expect(refusal(after(...opened), note('added'), at('chair'))).toBe('forbidden')
})

test('11.7 units of a newer plan count from when it was taken over, those of the first from the beginning', () => {
  const more = {
    ...programme,
    programme: { ...programme.programme, version: 2, units: [...programme.programme.units, unitOf('d')] },
  }
  const state = after(...opened, [more, system])
  expect(state.conduct.units.map(({ code, addedAt }) => [code, addedAt])).toEqual([
    ['o-mon.a', null],
    ['o-mon.b', null],
    ['o-mon.c', null],
    ['o-mon.d', NOON],
  ])
  expect(quorumOf(state).expected).toBe(4)
})
