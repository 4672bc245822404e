import { NodeId } from '@diem-cau/sfu-contract'
import type { MeetingState } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { asks } from '../../testing/conduct.ts'
import { after, joins, leave, lose, meetingId, NOON, schedule } from '../../testing/people.ts'
import { Book } from '../live/Book.ts'
import { MeetingsWatch } from './MeetingsWatch.ts'

const book = () => new Book(() => NOON)
const hostOf = (state: MeetingState, node: string | null = null) => ({
  state,
  schedule,
  media: { watch: { carrierOf: () => (node === null ? null : NodeId.parse(node)) } },
})
const rooms = (of: Book) => [...of.all].map(({ name, isCut }) => (isCut ? `${name} cut` : name))

test('who is in a meeting is in the book, also without a line; who left is not, nor anybody of a meeting that has ended', () => {
  const own = book()
  const watch = new MeetingsWatch(own)
  watch.look([hostOf(after(joins('chair', 'chair'), joins('a'), joins('b'), lose('b')))])
  expect(rooms(own)).toEqual(['chair', 'a', 'b cut'])
  expect(own.meetings).toMatchObject([{ meetingId, title: 'Giao ban', hostUnit: 'o-mon', floor: null }])
  watch.look([hostOf(after(joins('chair', 'chair'), joins('a'), leave('a')))])
  expect(rooms(own)).toEqual(['chair'])
  watch.look([
    hostOf(
      after(
        joins('chair', 'chair'),
        asks('chair', 'meeting:start', { belowQuorum: true }),
        asks('chair', 'meeting:end', {}),
      ),
    ),
  ])
  expect([rooms(own), own.meetings]).toEqual([[], []])
})

test('a room that goes from node to node is told of although the meeting says nothing', () => {
  const own = book()
  const watch = new MeetingsWatch(own)
  const state = after(joins('a'))
  watch.look([hostOf(state)])
  watch.look([hostOf(state, 'node-2')])
  expect([...own.all].map(({ facts }) => facts.node)).toEqual(['node-2'])
})
