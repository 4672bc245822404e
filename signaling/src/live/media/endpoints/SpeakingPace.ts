import type { ParticipantId } from '@diem-cau/signaling-contract'

/** Everybody is told of levels so seldom that a meeting of any size takes as many notices a second: a millisecond for each (SPEC 5.17). */
const MS_PER_PARTICIPANT = 1

/** Says which of the reports of levels everybody is told: bars may move less often where they move on a thousand screens. */
export class SpeakingPace {
  #toldAt = -Infinity
  #told = ''

  /**
   * True when this report is to be told: who speaks has changed, or enough time has passed.
   * @param now milliseconds since the epoch
   */
  tells(speaking: readonly ParticipantId[], participants: number, now: number): boolean {
    const who = speaking.toSorted().join(' ')
    if (who === this.#told && now - this.#toldAt < participants * MS_PER_PARTICIPANT) return false
    this.#told = who
    this.#toldAt = now
    return true
  }
}
