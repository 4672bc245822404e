import type { LoggedEvent, MeetingState, Sync } from '@diem-cau/signaling-contract'

/** What clients are told of it: how a vote stands is nobody's to know before it is closed (SPEC 12.6), why somebody was put out is told to that one alone (3.10). */
export function eventForClients(logged: LoggedEvent): LoggedEvent {
  const { event } = logged
  if (event.type === 'ballotCast' && event.optionId !== null) return { ...logged, event: { ...event, optionId: null } }
  return event.type === 'participantExpelled' && event.reason !== '' ? { ...logged, event: { ...event, reason: '' } } : logged
}

/** The same of a state; of a vote that was cancelled nothing is told either. */
function stateForClients(state: MeetingState): MeetingState {
  const { votes } = state.conduct
  const open = Object.values(votes).filter(({ status, secret }) => status !== 'closed' && !secret)
  if (open.length === 0) return state
  const hidden = open.map((vote) => [vote.voteId, { ...vote, ballots: Object.fromEntries(Object.keys(vote.ballots).map((voterId) => [voterId, null])) }] as const)
  return { ...state, conduct: { ...state.conduct, votes: { ...votes, ...Object.fromEntries(hidden) } } }
}

export function syncForClients(sync: Sync): Sync {
  switch (sync.kind) {
    case 'snapshot':
      return { ...sync, state: stateForClients(sync.state) }
    case 'events':
      return { ...sync, events: sync.events.map(eventForClients) }
    default:
      return sync satisfies never
  }
}
