import { initialState, type LoggedEvent, MeetingError, NoteId, reduce } from '@diem-cau/signaling-contract'
import type { Actor } from '../domain/meeting/core/Actor.ts'
import type { Command } from '../domain/meeting/decide/Command.ts'
import { decide } from '../domain/meeting/decide/decide.ts'
import { asks, closeVote, itemId, optionId, programme, voteData, voteId } from './conduct.ts'
import {
  at,
  endpointOf,
  joinCommand,
  joins,
  account,
  meetingId,
  NOON,
  opens,
  participantOf,
  system,
  unitOf,
} from './people.ts'

/** Minutes after NOON, what is asked, by whom. */
export type Moment = readonly [number, Command, Actor]

export const minute = (n: number): number => NOON + n * 60_000

/** The log of a meeting in which this was asked; nothing of it may be refused. */
export function logOf(moments: readonly Moment[]): LoggedEvent[] {
  const log: LoggedEvent[] = []
  let state = initialState(meetingId)
  for (const [n, command, actor] of moments) {
    const events = decide(state, command, actor, minute(n))
    if (events instanceof MeetingError) throw events
    for (const event of events) {
      const logged = { seq: log.length + 1, at: minute(n), event }
      log.push(logged)
      state = reduce(state, logged)
    }
  }
  return log
}

const gone = (name: string): readonly [Command, Actor] => [{ type: 'loseLine', endpointId: endpointOf(name) }, system]
const back = (name: string): readonly [Command, Actor] => [
  joinCommand(name, { resume: endpointOf(name) }),
  account(name),
]

/**
 * A meeting from beginning to end. a is there at the start, b comes at minute 8, is gone from 30 to 40 and leaves at 70,
 * c never comes, d looks in although nobody expects it. a has the floor from 12 to 15 on the first point, b from 50 to 52
 * on the second. The chair is gone from 20 to 25, and the deputy acts. One vote, from 60 to 62.
 */
export const heldMeeting: readonly Moment[] = [
  [-10, ...joins('chair', 'chair')],
  [-10, programme, system],
  [-9, ...joins('secretary', 'secretary')],
  [-8, ...joins('deputy', 'deputy')],
  [-5, ...joins('a')],
  [-5, ...opens('a', 'mic')],
  [-1, ...opens('chair', 'mic')],
  [0, ...asks('chair', 'meeting:start', { belowQuorum: true })],
  [0, ...asks('secretary', 'rollCall:open', {})],
  [1, ...asks('a', 'rollCall:confirm', { unitCode: null, count: 3, people: ['Lê Văn A', 'Trần Thị B'] })],
  [8, ...joins('b')],
  [8, ...opens('b', 'mic')],
  [9, ...asks('b', 'rollCall:confirm', { unitCode: null, count: 2, people: [] })],
  [9, ...asks('secretary', 'rollCall:excuse', { unitCode: unitOf('c').code, reason: 'Trực chống bão' })],
  [10, ...asks('chair', 'agenda:start', { itemId: itemId(1) })],
  [11, ...asks('a', 'floor:request', { itemId: itemId(1), speaker: 'Ông Lê Văn A', note: '' })],
  [12, ...asks('chair', 'floor:grant', { participantId: participantOf('a'), itemId: itemId(1) })],
  [15, ...asks('chair', 'floor:end', { participantId: participantOf('a') })],
  [
    16,
    ...asks('secretary', 'note:set', {
      noteId: NoteId.parse('n-1'),
      itemId: itemId(1),
      speaker: 'Ông Lê Văn A',
      text: 'Đề nghị bổ sung kinh phí nạo vét kênh.',
    }),
  ],
  [20, ...gone('chair')],
  [21, { type: 'settleChair' }, system],
  [25, ...back('chair')],
  [30, ...gone('b')],
  [35, ...joins('d')],
  [36, { type: 'leave' }, at('d')],
  [40, ...back('b')],
  [45, ...asks('chair', 'agenda:close', { itemId: itemId(1), conclusion: 'Nhất trí bổ sung kinh phí.' })],
  [46, ...asks('chair', 'agenda:start', { itemId: itemId(2) })],
  [50, ...asks('chair', 'floor:grant', { participantId: participantOf('b'), itemId: itemId(2) })],
  [52, ...asks('b', 'floor:end', { participantId: null })],
  [60, ...asks('chair', 'vote:open', voteData(1, { itemId: itemId(2) }))],
  [61, ...asks('a', 'vote:cast', { voteId: voteId(1), optionId: optionId('yes') })],
  [61, ...asks('b', 'vote:cast', { voteId: voteId(1), optionId: optionId('no') })],
  [62, ...closeVote('chair', 1)],
  [65, ...asks('chair', 'agenda:close', { itemId: itemId(2), conclusion: 'Giao Văn phòng hoàn chỉnh dự thảo.' })],
  [70, { type: 'leave' }, at('b')],
  [90, ...asks('chair', 'meeting:end', {})],
]
