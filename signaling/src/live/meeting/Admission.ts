import {
  type EndpointId,
  type JoinMedia,
  MeetingError,
  type ParticipantId,
  type RequestResponse,
  type Sync,
} from '@diem-cau/signaling-contract'
import { participantIdOf } from '../../domain/meeting/core/participantIdOf.ts'
import { actingParticipant } from '../../domain/meeting/decide/decide.ts'
import { entryOf } from '../../domain/meeting/door/entryOf.ts'
import type { JoinCommand } from '../../domain/meeting/door/JoinCommand.ts'
import type { PlannedMeeting } from '../../domain/office/PlannedMeeting.ts'
import type { Joins } from '../media/endpoints/Joins.ts'
import type { MeetingMedia } from '../media/endpoints/MeetingMedia.ts'
import { newEndpointId } from '../media/endpoints/newEndpointId.ts'
import type { PreparedEndpoints } from '../media/endpoints/PreparedEndpoints.ts'
import type { Doorstep } from './Doorstep.ts'
import type { JoinAsk } from './JoinAsk.ts'
import { type JoinEvent, type Joining, nextJoining } from './Joining.ts'
import type { Lines } from './Lines.ts'
import type { CommandStep, Meeting } from './Meeting.ts'
import type { Client, Member } from './Member.ts'
import type { Members } from './Members.ts'

/** The parts of a meeting that a join concerns. */
export type AdmissionParts = {
  readonly meeting: Pick<Meeting, 'execute' | 'state'>
  readonly media: Pick<MeetingMedia, 'leave'> & {
    readonly joins: Pick<Joins, 'join' | 'record' | 'resume'>
    readonly prepared: Pick<PreparedEndpoints, 'of'>
  }
  readonly members: Pick<Members, 'require' | 'moveIn'>
  readonly doorstep: Pick<Doorstep, 'add'>
  readonly lines: Pick<Lines, 'keep' | 'lose'>
  readonly schedule: PlannedMeeting
  readonly maxParticipants?: number | undefined
  /** Brings a client up to date that has all events up to this one; null = none yet. */
  readonly syncSince: (seq: number | null) => Sync
}

/** The outcome of a join that was not refused. */
export type Admitted =
  | {
      readonly kind: 'joined'
      readonly member: Member
      readonly endpointId: EndpointId
      readonly response: RequestResponse<'meeting:join'>
    }
  /** It waits to be let in (SPEC 3.7, 3.12). */
  | { readonly kind: 'waiting'; readonly because: 'waitingRoom' | 'meetingLocked' }

/** A client's way into a meeting: carries out what {@link nextJoining} says. */
export class Admission {
  readonly #parts: AdmissionParts
  readonly #client: Client
  readonly #ask: JoinAsk
  readonly #participantId: ParticipantId
  readonly #member: Member
  /** The id of a new endpoint. It is unused when the participant goes on with the one it has. */
  readonly #endpointId: EndpointId
  /** The join that this one repeats after a lost answer: it gets the same media. */
  readonly #repeated: Member['joined']
  #joining: Joining = { kind: 'asked' }
  /** The media of a new endpoint, begun while the disk writes. */
  #media: Promise<JoinMedia> | null = null

  constructor(parts: AdmissionParts, client: Client, ask: JoinAsk) {
    this.#parts = parts
    this.#client = client
    this.#ask = ask
    this.#participantId = participantIdOf(ask.account.accountId)
    this.#member = parts.members.require(this.#participantId)
    const { joined } = this.#member
    this.#repeated = joined?.requestId === ask.requestId ? joined : null
    const prepared = parts.media.prepared.of(client)
    this.#endpointId = prepared !== null && prepared === ask.data.prepared ? prepared : newEndpointId()
  }

  /**
   * Runs once. The client's notices wait until {@link Member.release}.
   * @throws MeetingError see SPEC §3
   */
  async run(): Promise<Admitted> {
    const { account, requestId } = this.#ask
    const actor = { kind: 'account', accountId: account.accountId } as const
    try {
      await this.#parts.meeting.execute(this.#command(), { actor, requestId }, (step) => this.#onStep(step))
      if (this.#joining.kind === 'waiting') return this.#joining
      if (this.#joining.kind !== 'inside') throw new MeetingError('internal', `a join ends as ${this.#joining.kind}`)
      const { entry, sync } = this.#joining
      const media = await this.#answer(entry.endpointId)
      this.#assertThere(entry.endpointId)
      this.#on({ kind: 'answered' })
      const { endpointId } = entry
      const response = { participantId: this.#participantId, endpointId, sync, media }
      return { kind: 'joined', member: this.#member, endpointId, response }
    } catch (error) {
      this.#on({ kind: 'failed' })
      throw error
    }
  }

  #command(): JoinCommand {
    const { data, invitation, mayKnow, deviceId } = this.#ask
    const { maxParticipants } = this.#parts
    return {
      type: 'join',
      schedule: this.#parts.schedule,
      invitation,
      mayKnow,
      participantId: this.#participantId,
      endpointId: this.#endpointId,
      deviceId,
      deviceName: data.deviceName,
      takeover: data.takeover,
      resume: this.#repeated?.endpointId ?? data.resume?.endpointId ?? null,
      ...(maxParticipants === undefined ? {} : { maxParticipants }),
    }
  }

  #onStep(step: CommandStep): void {
    if (step.kind === 'decided')
      this.#on({ kind: 'decided', entry: entryOf(step.before, step.events, this.#participantId) })
    else if (this.#joining.kind === 'recording') {
      const { entry } = this.#joining
      this.#on(entry.kind === 'waits' ? this.#leaveWaiting() : this.#moveIn())
    }
  }

  #on(event: JoinEvent): void {
    const before = this.#joining
    this.#joining = nextJoining(before, event)
    if (this.#joining !== before) this.#enter(this.#joining)
  }

  /** Does what comes with being so far. */
  #enter(joining: Joining): void {
    const { media, lines } = this.#parts
    switch (joining.kind) {
      case 'recording':
        if (joining.entry.kind === 'comesIn') this.#start()
        break
      case 'inside': {
        const { entry } = joining
        lines.keep(entry.endpointId)
        if (entry.kind === 'comesIn') media.joins.record(entry.endpointId)
        if (entry.kind === 'comesIn' && entry.former) {
          lines.keep(entry.former)
          void media.leave(entry.former)
        }
        break
      }
      case 'failed':
        if (joining.undo.kind === 'endpoint') void media.leave(joining.undo.endpointId)
        if (joining.undo.kind === 'place' && this.#member.detach(this.#client)) lines.lose(joining.undo.endpointId)
        break
      case 'asked':
      case 'waiting':
      case 'joined':
        break
      default:
        joining satisfies never
    }
  }

  #start(): void {
    const { rtpCapabilities, viewport } = this.#ask.data
    const endpoint = { participantId: this.#participantId, endpointId: this.#endpointId, rtpCapabilities, viewport }
    this.#media = this.#parts.media.joins.join(this.#client, endpoint)
    // The promise is awaited once the join is on record; if it never is, a failure is of no interest.
    this.#media.catch(() => undefined)
  }

  #leaveWaiting(): JoinEvent {
    this.#parts.doorstep.add(this.#participantId, this.#client)
    return { kind: 'leftWaiting' }
  }

  /** No event comes in between: the client gets those after `sync`, each once. */
  #moveIn(): JoinEvent {
    const { data } = this.#ask
    this.#parts.members.moveIn(this.#member, this.#client, data.deviceName)
    return { kind: 'movedIn', sync: this.#parts.syncSince(data.resume?.seq ?? null) }
  }

  /** @throws MeetingError `notJoined` or `replaced` when the place is nobody's or another's by now */
  #assertThere(endpointId: EndpointId): void {
    const actor = { kind: 'endpoint', participantId: this.#participantId, endpointId } as const
    const participant = actingParticipant(this.#parts.meeting.state, actor)
    if (participant instanceof MeetingError) throw participant
  }

  async #answer(endpointId: EndpointId): Promise<JoinMedia> {
    const { rtpCapabilities, viewport } = this.#ask.data
    const leg = this.#ask.data.resume?.leg
    const endpoint = { participantId: this.#participantId, endpointId, rtpCapabilities, viewport, leg }
    const made = await (this.#media ?? this.#parts.media.joins.resume(endpoint))
    const media = made.kind === 'kept' && this.#repeated ? this.#repeated.media : made
    if (this.#media || media.kind !== 'kept')
      this.#member.joined = { requestId: this.#ask.requestId, endpointId, media }
    return media
  }
}
