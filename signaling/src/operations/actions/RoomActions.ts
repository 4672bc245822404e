import { MeetingError, type MeetingId, type ParticipantId } from '@diem-cau/signaling-contract'
import type { NodeId } from '@diem-cau/signaling-contract/office'
import type {
  OperationEventKind,
  RoomDiagnosis,
  RoomMoved,
  RoomRestarted,
} from '@diem-cau/signaling-contract/operations'
import type { MeetingHost } from '../../live/meeting/MeetingHost.ts'
import { endpointKey } from '../journal/endpointKey.ts'
import type { NewEvent } from '../events/EventStore.ts'
import type { Diagnoses } from './Diagnoses.ts'

/** The part of a meeting's host that is acted on. */
export type ActedHost = Pick<MeetingHost, 'state' | 'schedule' | 'end' | 'tell'> & {
  readonly media: { readonly watch: Pick<MeetingHost['media']['watch'], 'carrierOf' | 'move' | 'restart'> }
}

export type RoomActionsOptions = {
  /** Null: this process does not conduct it. */
  readonly find: (meetingId: MeetingId) => ActedHost | null
  /** The process that conducts it; null: none does. */
  readonly conductedBy: (meetingId: MeetingId) => string | null
  readonly diagnoses: Diagnoses
  readonly note: (events: readonly NewEvent[]) => void
  readonly clock: () => number
}

type Participant = ActedHost['state']['participants'][ParticipantId]

/** A room of a meeting that this process conducts. */
export type ActedRoom = { readonly host: ActedHost; readonly participant: NonNullable<Participant> }

/** Does what is asked for rooms and meetings of this process from outside of them (SPEC 16.12). Who may is asked before. */
export class RoomActions {
  readonly #options: RoomActionsOptions

  constructor(options: RoomActionsOptions) {
    this.#options = options
  }

  /** @throws MeetingError `elsewhere` with the process that conducts it, `notFound` when none does */
  meeting(meetingId: MeetingId): ActedHost {
    const { find, conductedBy } = this.#options
    const host = find(meetingId)
    if (host && host.state.phase !== 'ended') return host
    const process = host ? null : conductedBy(meetingId)
    if (process !== null) throw new MeetingError('elsewhere', 'another process conducts the meeting', { process })
    throw new MeetingError('notFound', 'the meeting is not under way')
  }

  /** @throws MeetingError as {@link meeting}, `notFound` also for somebody who is not in it */
  room(meetingId: MeetingId, participantId: ParticipantId): ActedRoom {
    const host = this.meeting(meetingId)
    const participant = host.state.participants[participantId]
    if (!participant) throw new MeetingError('notFound', 'that room is not in the meeting')
    return { host, participant }
  }

  async move({ host, participant }: ActedRoom, to?: NodeId): Promise<RoomMoved> {
    const { watch } = host.media
    const { endpointId, line } = participant
    const outcome = line === 'lost' ? 'away' : await watch.move(endpointId, to)
    return { outcome, node: watch.carrierOf(endpointId) }
  }

  async restart(room: ActedRoom): Promise<RoomRestarted> {
    const { host, participant } = room
    if (participant.line === 'lost') return { outcome: 'away' }
    this.#note('restarted', room)
    return { outcome: await host.media.watch.restart(participant.endpointId) }
  }

  async diagnose({ host, participant }: ActedRoom): Promise<RoomDiagnosis> {
    const { participantId } = participant
    const { meetingId } = host.state
    if (participant.line === 'lost') return { outcome: 'away', diagnosis: null }
    const diagnosis = await this.#options.diagnoses.ask({ meetingId, participantId }, (askId) =>
      host.tell(participantId, { name: 'diagnosisAsked', askId }),
    )
    return { outcome: diagnosis ? 'answered' : 'silent', diagnosis }
  }

  #note(kind: OperationEventKind, { host, participant: { participantId, unit, name } }: ActedRoom): void {
    const { meetingId } = host.state
    const { note, clock } = this.#options
    const resource = endpointKey(meetingId, participantId)
    note([{ at: clock(), kind, resource, meetingId, unitCode: unit?.code ?? null, name, detail: '' }])
  }
}
