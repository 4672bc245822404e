import type { ChatMessage, ParticipantId } from '@diem-cau/signaling-contract'
import { createStore, type StoreApi } from 'zustand/vanilla'

interface ChatState {
  /** The messages in the order in which they were written, each once. */
  readonly messages: readonly ChatMessage[]
  /** Messages of others since the chat was last looked at. */
  readonly unread: number
}

/** The chat as this client may read it; earlier messages are asked for when coming in. */
export class ChatModel {
  readonly store: StoreApi<ChatState> = createStore<ChatState>(() => ({ messages: [], unread: 0 }))
  #me: ParticipantId | null = null
  #isOpen = false

  /**
   * Takes earlier messages, on entering and after a break: after a break only those that are new to us count as unread.
   */
  onEntered(me: ParticipantId, messages: readonly ChatMessage[]): void {
    const wasHere = this.#me !== null
    this.#me = me
    this.#add(messages, wasHere)
  }

  onMessage(message: ChatMessage): void {
    this.#add([message], true)
  }

  /** Tells whether somebody is looking at the chat now. */
  look(isOpen: boolean): void {
    this.#isOpen = isOpen
    if (isOpen && this.store.getState().unread > 0) this.store.setState({ unread: 0 })
  }

  #add(more: readonly ChatMessage[], counts: boolean): void {
    const { messages, unread } = this.store.getState()
    const known = new Set(messages.map(({ messageId }) => messageId))
    const news = more.filter(({ messageId }) => !known.has(messageId))
    if (news.length === 0) return
    const ofOthers = counts && !this.#isOpen ? news.filter(({ from }) => from !== this.#me).length : 0
    this.store.setState({ messages: [...messages, ...news].toSorted((a, b) => a.at - b.at), unread: unread + ofOthers })
  }
}
