import type { EndpointId, MeetingState, Notice, ParticipantId, ProducerId } from '@diem-cau/signaling-contract'

/** A meeting's media tells the meeting these: facts to record, and notices to pass on. */
export type MeetingMediaEvents = {
  state(): MeetingState
  notify(participantId: ParticipantId, notice: Notice): void
  broadcast(notice: Notice): void
  /** All that these endpoints sent is gone. */
  onMediaLost(endpointIds: EndpointId[]): void
  onProducersLost(producerIds: ProducerId[]): void
  /** Somebody waits for media because no node has room. */
  onNodesFull(): void
  /** Another signaling process has the meeting. */
  onTaken(): void
}
