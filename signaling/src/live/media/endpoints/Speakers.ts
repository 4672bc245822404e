import {
  mayBeHeard,
  type MeetingState,
  type Notice,
  type ParticipantId,
  type ProducerId,
} from '@diem-cau/signaling-contract'
import { rankSpeakers, type Speaker } from '../../../domain/meeting/receiving/speakerRanking.ts'

type Levels = Extract<Notice, { name: 'speaking' }>['levels']

/** Knows who spoke last in a meeting, from the sound levels that its media node reports. */
export class Speakers {
  #ranked: readonly Speaker[] = []

  /** Participants, the one who spoke last first. */
  get ids(): ParticipantId[] {
    return this.#ranked.map((speaker) => speaker.participantId)
  }

  /** Forgets those who left. */
  keepPresent({ participants }: MeetingState): void {
    this.#ranked = this.#ranked.filter((speaker) => participants[speaker.participantId])
  }

  /**
   * @param now milliseconds since the epoch
   * @returns the levels of people, and whether who spoke last is another now
   */
  onLevels(
    reported: readonly { producerId: ProducerId; dBov: number }[],
    state: MeetingState,
    now: number,
  ): { levels: Levels; changed: boolean } {
    const levels = reported.flatMap(({ producerId, dBov }) => {
      const producer = state.producers[producerId]
      // A report is of the quarter of a second before: of before a gate closed, too (SPEC 8.5).
      return producer?.source === 'mic' && mayBeHeard(state, producer.participantId)
        ? [{ participantId: producer.participantId, dBov }]
        : []
    })
    const before = this.ids.join(' ')
    this.#ranked = rankSpeakers(this.#ranked, levels, now)
    return { levels, changed: this.ids.join(' ') !== before }
  }
}
