import type {
  Answer,
  EndpointId,
  Envelope,
  MeetingState,
  Notice,
  ParticipantId,
  RequestId,
} from '@diem-cau/signaling-contract'
import type { FakeNode } from './FakeNode.ts'
import type { Connected } from './SignalingProcess.ts'

/** Notices that whoever is in no meeting may get. */
const FOR_ANYBODY: readonly Notice['name'][] = ['welcome', 'slowDown', 'ejected', 'admitted']

/** Facts about a socket, learned from what was sent over it. */
interface Seen {
  readonly participantId: ParticipantId
  /** The endpoint that its last join was answered with, as long as it was not put out. */
  joined: EndpointId | null
  prepared: EndpointId | null
  /** Its last join was answered that it has to wait. */
  waits: boolean
  /** True once the transports that it was told of are made: since then it need not be told to make any. */
  made: boolean
  /** Requests that were done: repeated on the same socket they get the same answer, which is no news (SPEC 1.6). */
  readonly answered: Set<RequestId>
}

/** Checks what must hold at every moment, whenever something is sent to a client and whenever the media node changes. */
export class Watch {
  readonly wrong = new Set<string>()
  readonly diary: string[] = []
  readonly #state: () => MeetingState | null
  readonly #now: () => number
  readonly #seen = new Map<string, Seen>()
  /** Endpoints that are or were somebody's in the meeting. */
  readonly #inside = new Set<EndpointId>()

  constructor(state: () => MeetingState | null, now: () => number) {
    this.#state = state
    this.#now = now
  }

  note(text: string): void {
    this.diary.push(`${this.#now()}: ${text}`)
  }

  say(text: string): void {
    this.note(`WRONG ${text}`)
    this.wrong.add(text)
  }

  /** The endpoint that a socket prepared and may still have. */
  preparedOn(lineId: string): EndpointId | null {
    return this.#seen.get(lineId)?.prepared ?? null
  }

  connected({ line, client, deviceId }: Connected): void {
    const seen: Seen = {
      participantId: `p.${client.account.accountId}` as ParticipantId,
      joined: null,
      prepared: null,
      waits: false,
      made: false,
      answered: new Set(),
    }
    this.#seen.set(line.id, seen)
    line.onSent = (_event, message) => {
      const notice = message as Notice
      this.note(`${deviceId} < ${describe(notice)}`)
      this.#sent(deviceId, seen, notice)
    }
    line.onAnswered = (asked, answer) => {
      const envelope = asked as Envelope
      const parsed = answer as Answer
      const isRepeated = seen.answered.has(envelope.requestId)
      this.note(`${deviceId} < ${parsed.ok ? 'ok' : parsed.error.code} ${envelope.name}${isRepeated ? ' again' : ''}`)
      if (isRepeated) return
      if (parsed.ok) seen.answered.add(envelope.requestId)
      if (envelope.name === 'meeting:join')
        seen.waits = !parsed.ok && (parsed.error.code === 'waitingRoom' || parsed.error.code === 'meetingLocked')
      if (envelope.name === 'door:leave') seen.waits = false
      if (envelope.name === 'media:rebuild') seen.made = parsed.ok
      if (parsed.ok) this.#answered(deviceId, seen, envelope.name, parsed.data)
    }
  }

  /** Nothing flows to, or from, an endpoint that was never in the meeting. One that left is closed a moment later. */
  nodeChanged(node: FakeNode): void {
    if (!this.#look()) return
    for (const { to, from, source } of node.flows) {
      if (!this.#inside.has(to)) this.say(`${source} flows to an endpoint that is nobody's in the meeting`)
      if (!this.#inside.has(from)) this.say(`${source} of somebody who is not in the meeting flows`)
    }
  }

  #look(): MeetingState | null {
    const state = this.#state()
    for (const { endpointId } of Object.values(state?.participants ?? {})) this.#inside.add(endpointId)
    return state
  }

  #sent(device: string, seen: Seen, notice: Notice): void {
    if (notice.name === 'ejected') seen.joined = null
    if (notice.name === 'ejected' || notice.name === 'admitted') seen.waits = false
    if (notice.name === 'mediaLost') seen.made = false
    if (notice.name === 'mediaReady' && seen.made)
      this.say(`${device} is told mediaReady though its media is made (SPEC 6.5)`)
    if (FOR_ANYBODY.includes(notice.name)) return
    const state = this.#look()
    const current = state?.participants[seen.participantId]?.endpointId
    if (seen.joined !== null && seen.joined === current) return
    if (
      notice.name === 'events' &&
      seen.joined !== null &&
      notice.events.some(({ event }) => endsPlace(event, seen.participantId))
    )
      return
    const isConsumers = notice.name === 'consumersOpened' || notice.name === 'consumersClosed'
    const mayPrepare =
      seen.joined === null && seen.prepared !== null && !seen.waits && !state?.door.barred[seen.participantId]
    if (isConsumers && mayPrepare) return
    this.say(`${device} gets ${notice.name} and is not in the meeting`)
  }

  #answered(device: string, seen: Seen, name: string, data: unknown): void {
    if (name === 'media:prepare') {
      seen.prepared = (data as { prepared: { endpointId: EndpointId } | null }).prepared?.endpointId ?? null
      // An endpoint is prepared only for a socket without a place.
      if (seen.prepared) seen.joined = null
      // The socket is refused nothing any more but was not told so yet: the plan was changed, and the disk takes nothing.
      if (seen.prepared) seen.waits = false
    }
    if (name === 'meeting:leave' || name === 'door:leave') seen.joined = null
    if (name !== 'meeting:join') return
    const { endpointId, media } = data as { endpointId: EndpointId; media: { kind: string } }
    seen.joined = endpointId
    seen.prepared = null
    seen.made = media.kind !== 'waiting'
    if (this.#look()?.participants[seen.participantId]?.endpointId !== endpointId)
      this.say(`${device} is told that it is in the meeting, and is not`)
  }
}

function endsPlace(
  event: Extract<Notice, { name: 'events' }>['events'][number]['event'],
  participantId: ParticipantId,
): boolean {
  if (event.type === 'meetingEnded') return true
  return (
    (event.type === 'participantLeft' || event.type === 'endpointReplaced') && event.participantId === participantId
  )
}

function describe(notice: Notice): string {
  if (notice.name === 'events') return notice.events.map(({ seq, event }) => `${seq} ${event.type}`).join(', ')
  if (notice.name === 'ejected') return `ejected ${notice.error.code}`
  return notice.name
}
