import { createHmac, timingSafeEqual } from 'node:crypto'
import { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import { z } from 'zod'
import type { Keys } from '../../auth/Keys.ts'
import { Invitee } from '../../domain/office/invitee.ts'

/**
 * Purposes of links. `all`: the link is for all meetings of the series that are still to come. `generation`: of the
 * account's feed; a renewed feed makes the older links worthless.
 */
const payloads = {
  answer: z
    .tuple([MeetingId, Invitee, z.boolean()])
    .transform(([meetingId, invitee, all]) => ({ meetingId, invitee, all })),
  feed: z.tuple([AccountId, z.int()]).transform(([accountId, generation]) => ({ accountId, generation })),
  guest: z.tuple([AccountId]).transform(([accountId]) => ({ accountId })),
  /** One version of a paper, for a download that cannot carry a token. */
  paper: z
    .tuple([z.string(), z.int(), z.int()])
    .transform(([paperId, number, expiresAt]) => ({ paperId, number, expiresAt })),
  /** Who reads it stands before the screen of the room. */
  arrival: z
    .tuple([MeetingId, AccountId, z.int()])
    .transform(([meetingId, roomId, expiresAt]) => ({ meetingId, roomId, expiresAt })),
}

export type LinkPurpose = keyof typeof payloads

/** Tokens that are longer are not looked at. */
const MAX_TOKEN = 400

/**
 * Secret links: what they are for, signed with a key of this office alone. They hold no date:
 * whether one still counts is asked of the database each time, so that withdrawing an invitation ends them at once.
 */
export class LinkTokens {
  readonly #key: Buffer

  constructor(key: Buffer) {
    this.#key = key
  }

  static async open(keys: Keys): Promise<LinkTokens> {
    return new LinkTokens(await keys.open('links'))
  }

  /** An official of the unit, or the person, answers the invitation. */
  answer(meetingId: MeetingId, invitee: Invitee, all: boolean): string {
    return this.#seal('answer', [meetingId, invitee, all])
  }

  /** A calendar of a person or room. */
  feed(accountId: AccountId, generation: number): string {
    return this.#seal('feed', [accountId, generation])
  }

  /** A named guest's way in. */
  guest(accountId: AccountId): string {
    return this.#seal('guest', [accountId])
  }

  /** @param expiresAt milliseconds since the epoch; whoever takes the token compares it */
  paper(paperId: string, number: number, expiresAt: number): string {
    return this.#seal('paper', [paperId, number, expiresAt])
  }

  /** @param expiresAt milliseconds since the epoch; whoever takes the token compares it */
  arrival(meetingId: MeetingId, roomId: AccountId, expiresAt: number): string {
    return this.#seal('arrival', [meetingId, roomId, expiresAt])
  }

  /** Reads what the token was made for; null for any other text, and for a token of another purpose. */
  open<P extends LinkPurpose>(purpose: P, token: string): z.infer<(typeof payloads)[P]> | null {
    if (token.length > MAX_TOKEN) return null
    const [body = '', signature = '', ...rest] = token.split('.')
    const given = Buffer.from(signature, 'base64url')
    const expected = this.#sign(`${purpose} ${body}`)
    if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null
    const parsed = payloads[purpose].safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
    return parsed.success ? (parsed.data as z.infer<(typeof payloads)[P]>) : null
  }

  /**
   * The part of a reply address that says whose answer comes there: mail programs may change its case, and it
   * may be 64 characters long at most, so it is a name to be looked up. Always the same one, because calendar
   * programs take an event with another ORGANIZER for another event.
   */
  replyCode(eventUid: string, invitee: Invitee, address: string): string {
    return createHmac('sha256', this.#key)
      .update(`reply ${JSON.stringify([eventUid, invitee, address.toLowerCase()])}`)
      .digest('hex')
      .slice(0, 32)
  }

  #seal(purpose: LinkPurpose, payload: readonly unknown[]): string {
    const body = Buffer.from(JSON.stringify(payload)).toString('base64url')
    return `${body}.${this.#sign(`${purpose} ${body}`).toString('base64url')}`
  }

  #sign(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest()
  }
}
