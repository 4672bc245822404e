import type { EndpointId, MeetingId, MeetingState, Participant, ParticipantId } from '@diem-cau/signaling-contract'
import type { ResourceId } from '@diem-cau/signaling-contract/operations'
import type { PlannedMeeting } from '../../domain/office/PlannedMeeting.ts'
import type { MeetingHost } from '../../live/meeting/MeetingHost.ts'
import type { Book } from '../live/Book.ts'
import type { SeenMeeting } from '../live/Scene.ts'
import { endpointKey } from '../journal/endpointKey.ts'

/** The part of a meeting's host that is looked at. */
export type WatchedHost = Pick<MeetingHost, 'state' | 'schedule'> & {
  readonly media: { readonly watch: Pick<MeetingHost['media']['watch'], 'carrierOf'> }
}

type Looked = {
  readonly state: MeetingState
  readonly rooms: readonly { readonly key: ResourceId; readonly endpointId: EndpointId }[]
  readonly seen: SeenMeeting
}

/** Keeps the book's endpoints in line with who is in the meetings of this process. A meeting is looked at anew only when its state is another one. */
export class MeetingsWatch {
  readonly #book: Book
  readonly #looked = new Map<MeetingId, Looked>()

  constructor(book: Book) {
    this.#book = book
  }

  look(hosts: readonly WatchedHost[]): void {
    const running = hosts.filter(({ state }) => isRunning(state))
    const ids = new Set(running.map(({ state }) => state.meetingId))
    for (const [meetingId, { rooms }] of this.#looked) {
      if (ids.has(meetingId)) continue
      for (const { key } of rooms) this.#book.remove(key)
      this.#looked.delete(meetingId)
    }
    for (const host of running) this.#lookAt(host)
    this.#book.meetings = [...this.#looked.values()].map(({ seen }) => seen)
  }

  /** The state as it was looked at last; null: nobody was in it. */
  stateOf(meetingId: MeetingId): MeetingState | null {
    return this.#looked.get(meetingId)?.state ?? null
  }

  #lookAt(host: WatchedHost): void {
    const { state, schedule } = host
    const before = this.#looked.get(state.meetingId)
    if (before?.state === state) {
      // It moves from node to node without a word in the state.
      for (const { key, endpointId } of before.rooms)
        this.#book.find(key)?.describe({ node: host.media.watch.carrierOf(endpointId) })
      return
    }
    const rooms = Object.values(state.participants).map((participant) => ({
      key: this.#put(host, participant),
      endpointId: participant.endpointId,
    }))
    const there = new Set(rooms.map(({ key }) => key))
    for (const { key } of before?.rooms ?? []) if (!there.has(key)) this.#book.remove(key)
    const seen: SeenMeeting = {
      meetingId: state.meetingId,
      title: titleOf(state, schedule),
      hostUnit: schedule.hostUnit.code,
      startedAt: state.conduct.startedAt,
      floor: floorOf(state),
    }
    this.#looked.set(state.meetingId, { state, rooms, seen })
  }

  #put({ state, schedule, media }: WatchedHost, participant: Participant): ResourceId {
    const { participantId, endpointId, name, unit, line } = participant
    const key = endpointKey(state.meetingId, participantId)
    const resource = this.#book.put(
      { key, kind: 'endpoint', unitCode: unit?.code ?? null, meetingId: state.meetingId, participantId },
      name,
      { title: titleOf(state, schedule), hostUnit: schedule.hostUnit.code, node: media.watch.carrierOf(endpointId) },
    )
    resource.isCut = line === 'lost'
    return key
  }
}

const isRunning = ({ phase, participants }: MeetingState): boolean =>
  phase !== 'ended' && phase !== 'cancelled' && Object.keys(participants).length > 0

const titleOf = ({ title }: MeetingState, schedule: PlannedMeeting): string => (title === '' ? schedule.title : title)

function floorOf({ conduct: { holders }, participants }: MeetingState): string | null {
  const names = holders.flatMap(({ participantId }) => nameOf(participants, participantId) ?? [])
  return names.length === 0 ? null : names.join(', ')
}

const nameOf = (participants: MeetingState['participants'], id: ParticipantId): string | null =>
  participants[id]?.name ?? null
