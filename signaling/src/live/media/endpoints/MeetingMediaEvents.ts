import type { EndpointId, MeetingState, Notice, ParticipantId, ProducerId } from '@diem-cau/signaling-contract'

/** What a meeting's media tells the meeting: facts to record, and notices to pass on. */
export type MeetingMediaEvents = {
  state(): MeetingState
  notify(participantId: ParticipantId, notice: Notice): void
  broadcast(notice: Notice): void
  /** All that these endpoints sent is gone. */
  mediaLost(endpointIds: EndpointId[]): void
  producersLost(producerIds: ProducerId[]): void
  /** Another signaling process has the meeting. */
  taken(): void
}
