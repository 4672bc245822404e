import type { EndpointId, MeetingEvent, MeetingState, ParticipantId } from '@diem-cau/signaling-contract'

/** The meaning of a decided join for the client that asked. */
export type Entry =
  /** It has to be let in, because the meeting has a waiting room or because it is locked (SPEC 3.7, 3.12). */
  | { readonly kind: 'waits'; readonly because: 'waitingRoom' | 'meetingLocked' }
  /** It comes in with a new endpoint; the one that the participant had until now ends. */
  | { readonly kind: 'comesIn'; readonly endpointId: EndpointId; readonly former: EndpointId | null }
  /** It goes on with the endpoint that the participant has. */
  | { readonly kind: 'comesBack'; readonly endpointId: EndpointId }

/**
 * Reads it from the events of {@link decideJoin}. Pure.
 * @param before the state in which it was decided
 */
export function entryOf(before: MeetingState, events: readonly MeetingEvent[], participantId: ParticipantId): Entry {
  const former = before.participants[participantId]?.endpointId ?? null
  const isNew = events.find((event) => event.type === 'participantJoined' || event.type === 'endpointReplaced')
  if (isNew) return { kind: 'comesIn', endpointId: isNew.endpointId, former }
  if (former) return { kind: 'comesBack', endpointId: former }
  return { kind: 'waits', because: before.door.lock ? 'meetingLocked' : 'waitingRoom' }
}
