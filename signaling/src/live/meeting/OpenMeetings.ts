import type { AccountId, MeetingId, MeetingState } from '@diem-cau/signaling-contract'
import type { MeetingStatus } from '../../office/MeetingStatus.ts'
import type { RunningMeetings } from '../../office/RunningMeetings.ts'
import type { Known } from '../directory/Known.ts'
import type { MeetingElsewhere } from '../directory/MeetingElsewhere.ts'
import type { Announcement, Presence } from '../directory/Presence.ts'
import type { MeetingHost } from './MeetingHost.ts'
import { statusOf } from './statusOf.ts'

/** Processes know each other's meetings by this. */
export type MeetingsElsewhere = {
  readonly processId: string
  readonly presence: Pick<Presence<MeetingElsewhere>, 'announce'>
  readonly known: Pick<Known<MeetingElsewhere>, 'all'>
}

type Open = { readonly host: MeetingHost; readonly announced: Promise<Announcement<MeetingElsewhere>> | null }

/**
 * The meetings that are open, in this process or in others, for whoever asks about them. Empty until MeetingRegistry opens some, so that
 * signing in and the office can ask it although they are there before any meeting is.
 */
export class OpenMeetings implements Omit<RunningMeetings, 'note' | 'replanned'> {
  readonly #open = new Map<MeetingId, Open>()
  readonly #elsewhere: MeetingsElsewhere | null
  readonly #statuses = new WeakMap<MeetingState, MeetingStatus>()

  /** @param elsewhere null: no other process conducts any */
  constructor(elsewhere: MeetingsElsewhere | null = null) {
    this.#elsewhere = elsewhere
  }

  /** Meetings that this process conducts. */
  get hosts(): MeetingHost[] {
    return [...this.#open.values()].map(({ host }) => host)
  }

  /** The host if this process conducts the meeting. */
  find(meetingId: MeetingId): MeetingHost | null {
    return this.#open.get(meetingId)?.host ?? null
  }

  add(meetingId: MeetingId, host: MeetingHost): void {
    const { presence, processId } = this.#elsewhere ?? {}
    const announced = presence?.announce(`${meetingId} ${processId}`, this.#told(host)) ?? null
    this.#open.set(meetingId, { host, announced })
  }

  /** Something happened in a meeting of this process. */
  async changed(meetingId: MeetingId): Promise<void> {
    const open = this.#open.get(meetingId)
    const announcement = await open?.announced
    if (open) announcement?.update(this.#told(open.host))
  }

  /** @returns the host that was open, if any */
  remove(meetingId: MeetingId): MeetingHost | null {
    const open = this.#open.get(meetingId)
    this.#open.delete(meetingId)
    void open?.announced?.then((announcement) => announcement.leave())
    return open?.host ?? null
  }

  statusOf(meetingId: MeetingId): MeetingStatus | null {
    const host = this.find(meetingId)
    return host ? this.#status(host) : (this.#others().find((status) => status.meetingId === meetingId) ?? null)
  }

  /** The other process that conducts the meeting; null: none does. */
  conductedBy(meetingId: MeetingId): string | null {
    const { known, processId } = this.#elsewhere ?? {}
    const others = [...(known?.all.values() ?? [])]
    return (
      others.find(({ process, status }) => process !== processId && status.meetingId === meetingId)?.process ?? null
    )
  }

  attended(): ReadonlySet<MeetingId> {
    return new Set(this.#all().flatMap(({ meetingId, people }) => (people.length > 0 ? [meetingId] : [])))
  }

  isIn(accountId: AccountId): boolean {
    return this.#all().some(
      ({ phase, people }) => phase !== 'ended' && people.some((person) => person.accountId === accountId),
    )
  }

  conducts(meetingId: MeetingId, accountId: AccountId): boolean {
    const people = this.statusOf(meetingId)?.people ?? []
    return people.some((person) => person.accountId === accountId && person.conducts)
  }

  barred(meetingId: MeetingId): ReadonlySet<AccountId> | null {
    const host = this.find(meetingId)
    return host ? new Set(Object.values(host.state.door.barred).map(({ accountId }) => accountId)) : null
  }

  #all(): MeetingStatus[] {
    return [...this.hosts.map((host) => this.#status(host)), ...this.#others()]
  }

  /** A meeting that changes hands is of this process already, and of the other a moment longer. */
  #others(): MeetingStatus[] {
    const { known, processId } = this.#elsewhere ?? {}
    if (!known) return []
    return [...known.all.values()].flatMap(({ process, status }) =>
      process === processId || this.#open.has(status.meetingId) ? [] : [status],
    )
  }

  #status({ state }: MeetingHost): MeetingStatus {
    const status = this.#statuses.get(state) ?? statusOf(state)
    this.#statuses.set(state, status)
    return status
  }

  #told(host: MeetingHost): MeetingElsewhere {
    return { process: this.#elsewhere?.processId ?? '', status: this.#status(host) }
  }
}
