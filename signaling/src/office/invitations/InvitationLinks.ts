import type { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import type { Invitee } from '../../domain/office/invitee.ts'
import type { LinkTokens } from './LinkTokens.ts'

/** Addresses of the web client and of feeds, as they stand in mails. */
export class InvitationLinks {
  readonly #tokens: LinkTokens
  readonly #publicUrl: () => string

  constructor(tokens: LinkTokens, publicUrl: () => string) {
    this.#tokens = tokens
    this.#publicUrl = publicUrl
  }

  meeting(meetingId: MeetingId): string {
    return `${this.#publicUrl()}/meetings/${encodeURIComponent(meetingId)}`
  }

  alert(alertId: string): string {
    return `${this.#publicUrl()}/operations/alerts/${encodeURIComponent(alertId)}`
  }

  answer(meetingId: MeetingId, invitee: Invitee, all: boolean): string {
    return `${this.#publicUrl()}/answer/${this.#tokens.answer(meetingId, invitee, all)}`
  }

  guest(accountId: AccountId): string {
    return `${this.#publicUrl()}/guest/${this.#tokens.guest(accountId)}`
  }

  feed(accountId: AccountId, generation: number): string {
    return `${this.#publicUrl()}/feeds/${this.#tokens.feed(accountId, generation)}.ics`
  }
}
