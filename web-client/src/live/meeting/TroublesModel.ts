import { type Notice, type ParticipantId, type RoomTrouble, TROUBLES_KEPT_MS } from '@diem-cau/signaling-contract'
import type { MeetingStore } from './MeetingModel.ts'

/**
 * Keeps what other rooms say that is wrong with them, for those who conduct. A room says it again as long as it lasts: one
 * that falls silent has troubles of another kind, which its line shows.
 */
export class TroublesModel {
  readonly #store: MeetingStore
  readonly #timers = new Map<ParticipantId, ReturnType<typeof setTimeout>>()

  constructor(store: MeetingStore) {
    this.#store = store
  }

  onTroubles({
    participantId,
    troubles,
  }: Pick<Extract<Notice, { name: 'troubles' }>, 'participantId' | 'troubles'>): void {
    this.#clear(participantId)
    if (troubles.length > 0)
      this.#timers.set(
        participantId,
        setTimeout(() => this.onTroubles({ participantId, troubles: [] }), TROUBLES_KEPT_MS),
      )
    this.#set(participantId, troubles)
  }

  onLeft(participantId: ParticipantId): void {
    this.onTroubles({ participantId, troubles: [] })
  }

  close(): void {
    for (const participantId of this.#timers.keys()) this.#clear(participantId)
    this.#store.setState({ troubles: new Map() })
  }

  #clear(participantId: ParticipantId): void {
    clearTimeout(this.#timers.get(participantId))
    this.#timers.delete(participantId)
  }

  #set(participantId: ParticipantId, found: readonly RoomTrouble[]): void {
    const { troubles } = this.#store.getState()
    const before = troubles.get(participantId) ?? []
    if (before.join() === found.join()) return
    const after = new Map(troubles)
    if (found.length > 0) after.set(participantId, found)
    else after.delete(participantId)
    this.#store.setState({ troubles: after })
  }
}
