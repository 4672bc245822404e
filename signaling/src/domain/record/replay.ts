import {
  type AccountId,
  initialState,
  type LoggedEvent,
  type MeetingId,
  type MeetingState,
  type Origin,
  originOf,
  type ParticipantId,
  reduce,
  type Seat,
} from '@diem-cau/signaling-contract'

/** Everyone who was ever in the meeting, as they were when they last came in. */
export type Person = { readonly accountId: AccountId; readonly name: string; readonly seat: Seat } & Origin

export type Step = LoggedEvent & { readonly before: MeetingState; readonly after: MeetingState }

/** The log event by event, with the state on both sides of each. Only `reduce` knows what an event means. */
export function* replay(events: readonly LoggedEvent[]): Generator<Step> {
  // No fact of a log depends on the meeting's id.
  let before = initialState('-' as MeetingId)
  for (const logged of events) {
    const after = reduce(before, logged)
    yield { ...logged, before, after }
    before = after
  }
}

export function peopleOf(events: readonly LoggedEvent[]): ReadonlyMap<ParticipantId, Person> {
  const people = new Map<ParticipantId, Person>()
  const { hostUnit } =
    events.map(({ event }) => event).find((event) => event.type === 'meetingOpened') ?? initialState('-' as MeetingId)
  for (const { event } of events) {
    if (event.type === 'participantJoined') {
      const { participantId, accountId, name, seat } = event
      people.set(participantId, { accountId, name, seat, ...originOf(event, hostUnit) })
    } else if (event.type === 'seatChanged') {
      const known = people.get(event.participantId)
      if (known) people.set(event.participantId, { ...known, seat: event.seat })
    }
  }
  return people
}

/** Times of the meeting, milliseconds since the epoch. */
export type Times = {
  /** The first one came in; null: nobody did. */
  readonly openedAt: number | null
  /** The chair opened it formally. */
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** The meeting counts from its formal opening, else from the first event, to its end, else to the last event. */
  readonly from: number
  readonly to: number
}

export function timesOf(events: readonly LoggedEvent[]): Times {
  const at = (type: LoggedEvent['event']['type']) => events.find(({ event }) => event.type === type)?.at ?? null
  const openedAt = at('meetingOpened')
  const startedAt = at('meetingStarted')
  const endedAt = at('meetingEnded')
  const from = startedAt ?? openedAt ?? events[0]?.at ?? 0
  return { openedAt, startedAt, endedAt, from, to: Math.max(from, endedAt ?? events.at(-1)?.at ?? 0) }
}
