import { type AccountId, isOffice, type MeetingId, type MeetingState } from '@diem-cau/signaling-contract'
import { participantIdOf } from '../../domain/meeting/core/participantIdOf.ts'
import type { RunningMeetings } from '../../office/RunningMeetings.ts'
import type { MeetingHost } from './MeetingHost.ts'

/**
 * The meetings that are open in this process, for whoever asks about them. Empty until MeetingRegistry opens some, so that signing in and the
 * office can ask it although they are there before any meeting is.
 */
export class OpenMeetings implements Omit<RunningMeetings, 'note' | 'replanned'> {
  readonly #hosts = new Map<MeetingId, MeetingHost>()

  get hosts(): MeetingHost[] {
    return [...this.#hosts.values()]
  }

  find(meetingId: MeetingId): MeetingHost | null {
    return this.#hosts.get(meetingId) ?? null
  }

  add(meetingId: MeetingId, host: MeetingHost): void {
    this.#hosts.set(meetingId, host)
  }

  /** @returns the host that was open, if any */
  remove(meetingId: MeetingId): MeetingHost | null {
    const host = this.find(meetingId)
    this.#hosts.delete(meetingId)
    return host
  }

  stateOf(meetingId: MeetingId): MeetingState | null {
    return this.find(meetingId)?.state ?? null
  }

  attended(): ReadonlySet<MeetingId> {
    return new Set(
      this.hosts
        .filter(({ state }) => Object.keys(state.participants).length > 0)
        .map(({ meeting }) => meeting.meetingId),
    )
  }

  isIn(accountId: AccountId): boolean {
    return this.hosts.some(
      ({ state }) =>
        state.phase !== 'ended' &&
        Object.values(state.participants).some((participant) => participant.accountId === accountId),
    )
  }

  conducts(meetingId: MeetingId, accountId: AccountId): boolean {
    const state = this.stateOf(meetingId)
    const participant = state?.participants[participantIdOf(accountId)]
    return state !== null && participant !== undefined && isOffice(state, participant)
  }

  barred(meetingId: MeetingId): ReadonlySet<AccountId> | null {
    const state = this.stateOf(meetingId)
    return state ? new Set(Object.values(state.door.barred).map(({ accountId }) => accountId)) : null
  }
}
