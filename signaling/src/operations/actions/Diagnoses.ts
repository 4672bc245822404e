import { randomUUID } from 'node:crypto'
import { DiagnosisId, type RequestData } from '@diem-cau/signaling-contract'
import type { Diagnosis } from '@diem-cau/signaling-contract/operations'
import type { RoomPlace } from '../desk/OperationsDesk.ts'

/** A page that has not answered by then is not well enough to, in milliseconds. */
const ANSWER_MS = 8000

type Waiting = RoomPlace & { readonly timer: NodeJS.Timeout; readonly settle: (diagnosis: Diagnosis | null) => void }

/** Questions to rooms about their state, each for one answer of that room. */
export class Diagnoses {
  readonly #waiting = new Map<DiagnosisId, Waiting>()

  /**
   * Resolves with what the page says, null when it says nothing in time.
   * @param tell brings the question to the room's page
   */
  ask(room: RoomPlace, tell: (askId: DiagnosisId) => void): Promise<Diagnosis | null> {
    const askId = DiagnosisId.parse(randomUUID())
    const { promise, resolve } = Promise.withResolvers<Diagnosis | null>()
    const timer = setTimeout(() => this.#settle(askId, null), ANSWER_MS)
    this.#waiting.set(askId, { ...room, timer, settle: resolve })
    tell(askId)
    return promise
  }

  /** Answers of another room than the one that was asked count for nothing. */
  onAnswer({ meetingId, participantId }: RoomPlace, { askId, diagnosis }: RequestData<'endpoint:diagnosis'>): void {
    const waiting = this.#waiting.get(askId)
    if (waiting?.meetingId === meetingId && waiting.participantId === participantId) this.#settle(askId, diagnosis)
  }

  close(): void {
    for (const askId of this.#waiting.keys()) this.#settle(askId, null)
  }

  #settle(askId: DiagnosisId, diagnosis: Diagnosis | null): void {
    const waiting = this.#waiting.get(askId)
    if (!waiting) return
    this.#waiting.delete(askId)
    clearTimeout(waiting.timer)
    waiting.settle(diagnosis)
  }
}
