import { randomUUID } from 'node:crypto'
import type { ChatMessage, MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import type { ChatBook } from '../../domain/meeting/chat/chat.ts'
import type { ConductStore } from './ConductStore.ts'

export type ChatOptions = {
  readonly meetingId: MeetingId
  readonly store: Pick<ConductStore, 'addChat' | 'chat'>
  readonly clock: () => number
}

/** The lines of one meeting's chat, in the store. */
export class Chat implements ChatBook {
  readonly #options: ChatOptions
  #lastAt = 0

  constructor(options: ChatOptions) {
    this.#options = options
  }

  readonly addChat: ChatBook['addChat'] = async (line) => {
    const { meetingId, store, clock } = this.#options
    // Those who come later read them by their times: two of one millisecond would be in any order.
    this.#lastAt = Math.max(clock(), this.#lastAt + 1)
    const message = { messageId: randomUUID(), at: this.#lastAt, ...line }
    await store.addChat(meetingId, message)
    return message
  }

  readonly chatOf = (reader: ParticipantId, alsoTo: readonly ChatMessage['to'][]): Promise<ChatMessage[]> => {
    const { meetingId, store } = this.#options
    return store.chat(meetingId, reader, alsoTo)
  }
}
