import type {
  MeetingEvent,
  MeetingState,
  ParticipantId,
  ProducerCloseReason,
  ProducerState,
} from '@diem-cau/signaling-contract'

/** The events of producers that end. */
export function closed(producers: readonly ProducerState[], reason: ProducerCloseReason): MeetingEvent[] {
  return producers.map(({ producerId, participantId, source }) => ({
    type: 'producerClosed',
    producerId,
    participantId,
    source,
    reason,
  }))
}

/** All that a participant sends. */
export function producersOf(state: MeetingState, participantId: ParticipantId): ProducerState[] {
  return Object.values(state.producers).filter((p) => p.participantId === participantId)
}
