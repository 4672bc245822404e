import { type LoggedEvent, reduce } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { asks, closeVote, opened, optionId, vote, voteData, voteId } from '../../testing/conduct.ts'
import { after, decided, NOON } from '../../testing/people.ts'
import { eventForClients, syncForClients } from './forClients.ts'

const ballot = { voteId: voteId(1), optionId: optionId('yes') }
const steps = [...opened, asks('chair', 'vote:open', voteData(1)), asks('a', 'vote:cast', ballot)] as const
const open = after(...steps)

test('12.6 who voted is told and what is not, by the event, by those that were missed and by a snapshot', () => {
  const [event] = decided(after(...opened, asks('chair', 'vote:open', voteData(1))), ...asks('a', 'vote:cast', ballot))
  if (!event) throw new Error('nothing was cast')
  const logged: LoggedEvent = { seq: 1, at: NOON, event }
  expect(event).toMatchObject({ type: 'ballotCast', optionId: 'yes' })
  expect(eventForClients(logged).event).toEqual({ ...event, optionId: null })
  expect(syncForClients({ kind: 'events', events: [logged] })).toEqual({
    kind: 'events',
    events: [eventForClients(logged)],
  })
  const sync = syncForClients({ kind: 'snapshot', seq: 1, state: open })
  if (sync.kind !== 'snapshot') throw new Error('a snapshot stays one')
  expect(vote(sync.state, 1)?.ballots).toEqual({ 'o-mon.a': null })
  expect(vote(open, 1)?.ballots, 'the server knows').toEqual({ 'o-mon.a': 'yes' })
})

test('12.4, 12.6 once it is closed all is told, and who was told nothing meanwhile has the same as the server', () => {
  const [closing] = decided(open, ...closeVote('chair', 1))
  if (!closing) throw new Error('not closed')
  const blind = syncForClients({ kind: 'snapshot', seq: 1, state: open })
  if (blind.kind !== 'snapshot') throw new Error('a snapshot stays one')
  const logged = { seq: 2, at: NOON, event: closing }
  expect(reduce(blind.state, eventForClients(logged))).toEqual(reduce(open, logged))
  const closed = after(...steps, closeVote('chair', 1))
  expect(syncForClients({ kind: 'snapshot', seq: 2, state: closed })).toEqual({
    kind: 'snapshot',
    seq: 2,
    state: closed,
  })
})

test('12.6 of a vote that was cancelled nobody is told what was cast', () => {
  const cancelled = after(...steps, asks('chair', 'vote:cancel', { voteId: voteId(1) }))
  const sync = syncForClients({ kind: 'snapshot', seq: 2, state: cancelled })
  expect(sync.kind === 'snapshot' && vote(sync.state, 1)?.ballots).toEqual({ 'o-mon.a': null })
})
