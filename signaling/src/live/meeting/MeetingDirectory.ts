import type { MeetingId } from '@diem-cau/signaling-contract'

/** The right of one process to conduct a meeting, until it lets go. */
export type Claim = { release(): Promise<void> }

/** Which signaling process conducts which meeting. Who has no claim neither writes to its log nor speaks to its media node (SPEC 2.1). */
export type MeetingDirectory = {
  /** @returns null while another process conducts it */
  claim(meetingId: MeetingId): Promise<Claim | null>
}

/** The directory of one machine: what its processes share lives in this one. */
export class LocalDirectory {
  readonly #conducted = new Map<MeetingId, string>()

  /** As this process sees it. @param processId another for each */
  forProcess(processId: string): MeetingDirectory {
    return {
      claim: async (meetingId) => {
        if (this.#conducted.has(meetingId)) return null
        this.#conducted.set(meetingId, processId)
        return {
          release: async () => {
            if (this.#conducted.get(meetingId) === processId) this.#conducted.delete(meetingId)
          },
        }
      },
    }
  }
}
