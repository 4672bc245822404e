import {
  type LoggedEvent,
  MeetingError,
  type MeetingEvent,
  type MeetingId,
  type ParticipantId,
} from '@diem-cau/signaling-contract'
import type { MeetingMedia } from '../media/endpoints/MeetingMedia.ts'
import type { PreparedEndpoints } from '../media/endpoints/PreparedEndpoints.ts'
import type { Sending } from '../media/endpoints/Sending.ts'
import type { Conducting } from './Conducting.ts'
import type { Doorstep } from './Doorstep.ts'
import { eventForClients } from './forClients.ts'
import type { Lines } from './Lines.ts'
import type { Members } from './Members.ts'

export type AfterCommitParts = {
  readonly meetingId: MeetingId
  readonly media: Pick<MeetingMedia, 'gate' | 'endpointsOf' | 'leave' | 'endMeeting' | 'onStateChanged'> & {
    readonly prepared: Pick<PreparedEndpoints, 'release'>
    readonly sending: Pick<Sending, 'closeProducer'>
  }
  readonly conducting: Pick<Conducting, 'onCommitted'>
  readonly members: Members
  readonly doorstep: Doorstep
  readonly lines: Pick<Lines, 'keep' | 'close'>
  /** Lets those in who need not wait any more. */
  readonly settleDoor: () => void
}

/** Does what comes with a meeting's events once they are on record: at the node, for the clients, at the door. */
export class AfterCommit {
  readonly #parts: AfterCommitParts

  constructor(parts: AfterCommitParts) {
    this.#parts = parts
  }

  /** Gates close first, and what who conducts stopped; then everyone is told, then media follows. */
  onCommitted(events: readonly LoggedEvent[]): void {
    this.#parts.media.gate()
    for (const { event } of events) {
      if (event.type === 'producerClosed' && (event.reason === 'notAllowed' || event.reason === 'stopped'))
        this.#closeAtNode(event)
    }
    const { meetingId } = this.#parts
    this.#parts.members.broadcast({ name: 'events', meetingId, events: events.map(eventForClients) })
    this.#parts.conducting.onCommitted(events)
    for (const { event } of events) this.#follow(event)
    this.#parts.media.onStateChanged()
  }

  /** Does what comes with an event for the clients that it is about. */
  #follow(event: MeetingEvent): void {
    switch (event.type) {
      case 'participantJoined':
        // Another device of theirs waits for nothing any more: it asks again, and is told where they are.
        this.#parts.doorstep.admit([event.participantId])
        break
      case 'participantLeft':
        this.#endMedia(event.participantId)
        if (event.reason === 'removed')
          this.#parts.members.eject(event.participantId, new MeetingError('forbidden', 'not invited any more'))
        break
      case 'participantExpelled':
        this.#onExpelled(event)
        break
      case 'doorUnlocked':
        this.#parts.settleDoor()
        break
      case 'visitorsAdmitted':
        this.#parts.doorstep.admit(event.participantIds)
        break
      case 'meetingEnded':
        this.#onEnded()
        break
      default:
        break
    }
  }

  #endMedia(participantId: ParticipantId): void {
    for (const endpointId of this.#parts.media.endpointsOf(participantId)) {
      this.#parts.lines.keep(endpointId)
      void this.#parts.media.leave(endpointId)
    }
  }

  /** They are told why, on whatever device; nothing stays ready for them at the door (SPEC 3.10, 3.11). */
  #onExpelled({ participantId, barred, reason }: Extract<MeetingEvent, { type: 'participantExpelled' }>): void {
    const details = reason === '' ? {} : { reason }
    const error = new MeetingError(barred ? 'barred' : 'expelled', 'put out by who conducts', details)
    this.#parts.members.eject(participantId, error)
    this.#parts.doorstep.turnAway(participantId, error.toBody())
    this.#parts.media.prepared.release({ participantId })
  }

  /** Producers closed for other reasons are known to the node, or closed there by who asked. */
  #closeAtNode({ participantId, producerId }: Extract<MeetingEvent, { type: 'producerClosed' }>): void {
    for (const endpointId of this.#parts.media.endpointsOf(participantId))
      void this.#parts.media.sending.closeProducer(endpointId, producerId)
  }

  #onEnded(): void {
    this.#parts.lines.close()
    const error = new MeetingError('meetingEnded').toBody()
    for (const client of this.#parts.members.clients) client.ejected({ name: 'ejected', error })
    this.#parts.doorstep.turnAllAway(error)
    this.#parts.members.clear()
    void this.#parts.media.endMeeting()
  }
}
