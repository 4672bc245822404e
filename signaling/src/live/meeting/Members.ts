import { MeetingError, type Notice, type ParticipantId } from '@diem-cau/signaling-contract'
import { type Client, Member } from './Member.ts'

/** Everybody who is or was in a meeting, and the client of each that is connected. */
export class Members {
  readonly #members = new Map<ParticipantId, Member>()

  /** Clients that are connected now. */
  get clients(): Client[] {
    return [...this.#members.values()].flatMap((member) => member.client ?? [])
  }

  /** The participant's, made when it is not there. */
  require(participantId: ParticipantId): Member {
    const known = this.#members.get(participantId)
    if (known) return known
    const member = new Member(participantId)
    this.#members.set(participantId, member)
    return member
  }

  notify(participantId: ParticipantId, notice: Notice): void {
    this.#members.get(participantId)?.notify(notice)
  }

  broadcast(notice: Notice): void {
    for (const member of this.#members.values()) member.notify(notice)
  }

  /** The client is the participant's from now on, and the one that was is told so. */
  moveIn(member: Member, client: Client, deviceName: string): void {
    const former = member.client
    if (former && former !== client) {
      const error = new MeetingError('replaced', 'joined on another device', { deviceName })
      former.ejected({ name: 'ejected', error: error.toBody() })
    }
    member.attach(client)
  }

  /** Tells the participant's client why it is in the meeting no more. */
  eject(participantId: ParticipantId, error: MeetingError): void {
    const member = this.#members.get(participantId)
    if (!member?.client) return
    const { client } = member
    client.ejected({ name: 'ejected', error: error.toBody() })
    member.detach(client)
  }

  clear(): void {
    this.#members.clear()
  }
}
