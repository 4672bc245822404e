import { randomUUID } from 'node:crypto'
import { type ChatMessage, isOffice, MeetingError, type MeetingId, type MeetingState, type Notice, type Participant, type ParticipantId, type RequestData } from '@diem-cau/signaling-contract'
import type { ConductStore } from './ConductStore.ts'

type To = ChatMessage['to']

/** Who reads what is not for all, besides who wrote it (SPEC 9.4). */
const readers: Record<Exclude<To, 'all'>, Participant['seat']> = { secretary: 'secretary', technician: 'technician' }

export type ChatOptions = {
  readonly meetingId: MeetingId
  readonly store: Pick<ConductStore, 'addChat' | 'chat'>
  readonly clock: () => number
  readonly notify: (participantId: ParticipantId, notice: Notice) => void
}

/** The chat of a meeting: on disk before it is shown, and only to who may read it. */
export class Chat {
  readonly #options: ChatOptions
  #lastAt = 0

  constructor(options: ChatOptions) {
    this.#options = options
  }

  /** @throws MeetingError `chatClosed`, `forbidden` */
  async send(state: MeetingState, from: Participant, { to, text }: RequestData<'chat:send'>): Promise<void> {
    if (to === 'all' && from.seat === 'observer') throw new MeetingError('forbidden', 'observers do not write to all')
    if (to === 'all' && !state.conduct.chatOpen && !isOffice(state, from)) throw new MeetingError('chatClosed')
    const { meetingId, store, clock, notify } = this.#options
    // Who comes later reads them by their times: two of one millisecond would be in any order.
    this.#lastAt = Math.max(clock(), this.#lastAt + 1)
    const message: ChatMessage = { messageId: randomUUID(), at: this.#lastAt, from: from.participantId, fromName: nameOf(from), to, text }
    await store.addChat(meetingId, message)
    for (const { participantId, seat } of Object.values(state.participants)) {
      if (to === 'all' || participantId === from.participantId || seat === readers[to]) notify(participantId, { name: 'chat', message })
    }
  }

  /** What this participant may read, oldest first. */
  history({ participantId, seat }: Participant): Promise<ChatMessage[]> {
    const { meetingId, store } = this.#options
    const also = (['secretary', 'technician'] as const).filter((to) => readers[to] === seat)
    return store.chat(meetingId, participantId, also)
  }
}

/** For whoever reads it when the author is gone: rooms by their unit, people by their own name. */
const nameOf = ({ seat, unit, name }: Participant): string => (unit && (seat === 'chair' || seat === 'delegate') ? unit.name : name)
