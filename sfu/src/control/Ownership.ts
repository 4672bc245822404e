import { ControlError, type MeetingId, type NodeNotice, type OwnerId } from '@diem-cau/sfu-contract'
import { EventEmitter } from 'node:events'
import type { Logger } from 'pino'

/** The control connection of an owner. */
export type OwnerLink = {
  notify(notice: NodeNotice): void
  /** Another connection of the same owner takes its place. */
  replaced(): void
}

export type OwnershipEvents = {
  /** Its owner was gone for the whole grace period. */
  abandoned: [MeetingId]
}

type Owned = { owner: OwnerId; grace: NodeJS.Timeout | undefined }

/**
 * Which signaling process each meeting answers to. An owner whose connection is lost keeps its meetings
 * for a grace period: back within it, under the same id, it goes on as if nothing had been.
 */
export class Ownership extends EventEmitter<OwnershipEvents> {
  readonly #graceMs: number
  readonly #log: Logger
  readonly #links = new Map<OwnerId, OwnerLink>()
  readonly #meetings = new Map<MeetingId, Owned>()

  constructor(graceMs: number, log: Logger) {
    super()
    this.#graceMs = graceMs
    this.#log = log
  }

  /** Owners that are connected now. */
  get connections(): number {
    return this.#links.size
  }

  connected(owner: OwnerId, link: OwnerLink): void {
    const former = this.#links.get(owner)
    this.#links.set(owner, link)
    former?.replaced()
    for (const owned of this.#ownedBy(owner)) stopGrace(owned)
    this.#log.info({ owner }, 'an owner connected')
  }

  /** Does nothing if a newer connection of the same owner has replaced `link`. */
  disconnected(owner: OwnerId, link: OwnerLink): void {
    if (this.#links.get(owner) !== link) return
    this.#links.delete(owner)
    const meetings = [...this.#meetings].filter(([, owned]) => owned.owner === owner)
    for (const [meetingId, owned] of meetings) this.#startGrace(meetingId, owned)
    this.#log.warn(
      { owner, meetings: meetings.length, graceMs: this.#graceMs },
      'an owner is gone; its meetings go on for the grace period',
    )
  }

  /** The first to claim a meeting owns it; again by its owner does nothing. @throws ControlError `notYours` if another owner does */
  claim(meetingId: MeetingId, owner: OwnerId): void {
    const owned = this.#meetings.get(meetingId)
    if (owned === undefined) {
      this.#set(meetingId, owner)
      return
    }
    this.require(meetingId, owner)
    if (!this.#links.has(owner) && owned.grace === undefined) this.#startGrace(meetingId, owned)
  }

  /** @throws ControlError `notYours` unless the caller owns the meeting, `meetingNotFound` if nobody does */
  require(meetingId: MeetingId, owner: OwnerId): void {
    const owned = this.#meetings.get(meetingId)
    if (owned === undefined) throw new ControlError('meetingNotFound', 'no such meeting on this node')
    if (owned.owner !== owner)
      throw new ControlError('notYours', 'the meeting belongs to another owner; take it over first')
  }

  /** The former owner is told, if it is there. */
  takeOver(meetingId: MeetingId, owner: OwnerId): void {
    const former = this.#meetings.get(meetingId)
    if (former !== undefined) {
      stopGrace(former)
      if (former.owner !== owner) {
        this.#links.get(former.owner)?.notify({ name: 'meetingTaken', meetingId, owner })
        this.#log.info({ meetingId, from: former.owner, to: owner }, 'a meeting was taken over')
      }
    }
    this.#set(meetingId, owner)
  }

  /** The meeting is over. */
  release(meetingId: MeetingId): void {
    const owned = this.#meetings.get(meetingId)
    if (owned !== undefined) stopGrace(owned)
    this.#meetings.delete(meetingId)
  }

  /** True while an owner has the meeting or may come back to it; otherwise it is here for other nodes alone. */
  isOwned(meetingId: MeetingId): boolean {
    return this.#meetings.has(meetingId)
  }

  /** Null while its owner is gone. */
  ownerOf(meetingId: MeetingId): OwnerId | null {
    const owner = this.#meetings.get(meetingId)?.owner
    return owner !== undefined && this.#links.has(owner) ? owner : null
  }

  /**
   * Tells the owner of the meeting. The notice is dropped while the owner is gone, as it lists its meetings when it
   * comes back.
   */
  notify(meetingId: MeetingId, notice: NodeNotice): void {
    const owned = this.#meetings.get(meetingId)
    if (owned !== undefined) this.#links.get(owned.owner)?.notify(notice)
  }

  /** Tells every owner that is connected. */
  broadcast(notice: NodeNotice): void {
    for (const link of this.#links.values()) link.notify(notice)
  }

  close(): void {
    for (const owned of this.#meetings.values()) stopGrace(owned)
    this.#meetings.clear()
    this.#links.clear()
    this.removeAllListeners()
  }

  #set(meetingId: MeetingId, owner: OwnerId): void {
    const owned: Owned = { owner, grace: undefined }
    this.#meetings.set(meetingId, owned)
    // Its connection may have gone while its request was under way.
    if (!this.#links.has(owner)) this.#startGrace(meetingId, owned)
  }

  #startGrace(meetingId: MeetingId, owned: Owned): void {
    owned.grace = setTimeout(() => {
      owned.grace = undefined
      this.#log.warn({ meetingId, owner: owned.owner }, 'nobody came back for a meeting; it is closed')
      this.emit('abandoned', meetingId)
    }, this.#graceMs).unref()
  }

  #ownedBy(owner: OwnerId): Owned[] {
    return [...this.#meetings.values()].filter((owned) => owned.owner === owner)
  }
}

function stopGrace(owned: Owned): void {
  clearTimeout(owned.grace)
  owned.grace = undefined
}
