import { EventEmitter } from 'node:events'
import { type Account, type AccountId, MeetingError, type SignedIn } from '@diem-cau/signaling-contract'
import type { SignInReason } from '@diem-cau/signaling-contract/office'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/AuditLog.ts'
import { AccountStore } from './AccountStore.ts'
import { setLastSignIn } from './accountTable.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import { REFRESH_LIFE_MS, type Refreshed, RefreshTokenStore, type SignInMethod } from './RefreshTokenStore.ts'
import type { Schema } from '../db/schema.ts'
import type { AccessTokens } from './AccessTokens.ts'
import type { GuestStays } from './GuestStays.ts'
import { deviceOf } from './deviceOf.ts'
import type { Sealer } from './Sealer.ts'

const COOKIE = 'diem_cau_refresh'

export type SignInsOptions = {
  readonly db: Kysely<Schema>
  readonly audit: AuditLog
  readonly tokens: AccessTokens
  readonly sealer: Sealer
  readonly guestStays: GuestStays
  readonly clock: () => number
  /** True over HTTPS: the cookie never travels without it. */
  readonly secure: boolean
  /** Told, in the transaction, that another PC shows an older copy of a room's enrolment. */
  readonly onRoomCopied?: (tx: Kysely<Schema>, roomId: AccountId, now: number) => Promise<void>
}

/** `ended`: a sign-in was ended by this server; whoever uses it is to be cut off now. */
type SignInEvents = { ended: [] }

/** Begins, renews and ends the sign-ins of browsers, by whatever method. */
export class SignIns extends EventEmitter<SignInEvents> {
  readonly #options: SignInsOptions

  constructor(options: SignInsOptions) {
    super()
    this.#options = options
  }

  /** Callers use this after the transaction that ended sign-ins, disabled an account or gave it a new first password. */
  announceEnded(): void {
    this.emit('ended')
  }

  /**
   * Signs this browser in: sets the refresh cookie, and records it. It is the caller who made sure that it may.
   * @param details more for the audit log
   */
  async begin(
    account: Account,
    method: SignInMethod,
    request: FastifyRequest,
    reply: FastifyReply,
    details: Readonly<Record<string, unknown>> = {},
  ): Promise<SignedIn> {
    const { db, audit, clock } = this.#options
    const origin = { method, device: deviceOf(request.headers['user-agent']), ip: request.ip }
    const { accountId, name, unit } = account
    const issued = await inTransaction(db, async (tx) => {
      const refreshed = await new RefreshTokenStore(tx).issue(accountId, origin, clock())
      await setLastSignIn(tx, accountId, clock())
      await audit.append(
        tx,
        { account, ip: request.ip },
        {
          action: 'signIn.succeeded',
          subject: { type: 'account', id: accountId, name },
          unitCode: unit.code,
          details: { method, device: origin.device, ...details },
        },
      )
      return refreshed
    })
    request.log.info({ accountId, method }, 'signed in')
    return this.#answer(issued, reply)
  }

  /** A new access token, and a new cookie for the old one. @throws MeetingError `unauthenticated`, `roomElsewhere` */
  async renew(request: FastifyRequest, reply: FastifyReply): Promise<SignedIn> {
    const { db, clock, sealer } = this.#options
    let isCopy = false
    const onCopied = async (tx: Kysely<Schema>, id: AccountId) => {
      isCopy = true
      await this.#recordCopy(tx, id, request)
    }
    // Nobody knows whether the owner or the thief came second.
    const onReused = (tx: Kysely<Schema>, id: AccountId) => this.#recordEnd(tx, id, request.ip, 'tokenReused')
    const next = await new RefreshTokenStore(db).rotate(cookieOf(request), request.ip, clock(), {
      successorOf: (token) => sealer.sign('refresh token', token),
      onReused,
      onCopied,
    })
    if (next) return this.#answer(next, reply)
    this.forget(reply)
    if (isCopy) throw new MeetingError('roomElsewhere', 'the enrolment of this room goes on at another PC')
    throw new MeetingError('unauthenticated')
  }

  /** Ends the sign-in of this browser. */
  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { db, clock } = this.#options
    this.forget(reply)
    const did = await inTransaction(db, async (tx) => {
      const ended = await new RefreshTokenStore(tx).revoke(cookieOf(request), clock())
      return ended !== null && this.#recordEnd(tx, ended.accountId, request.ip, 'signedOut')
    })
    if (did) this.announceEnded()
  }

  /** Takes the cookie back. */
  forget(reply: FastifyReply): void {
    reply.clearCookie(COOKIE, this.#cookie())
  }

  /** @returns false when there is no such account any more */
  async #recordEnd(
    tx: Kysely<Schema>,
    accountId: AccountId,
    ip: string,
    reason: Extract<SignInReason, 'signedOut' | 'tokenReused'>,
  ): Promise<boolean> {
    const account = await new AccountStore(tx).find(accountId)
    if (!account) return false
    await this.#options.audit.append(
      tx,
      { account: reason === 'signedOut' ? account : null, ip },
      {
        action: 'signIn.ended',
        subject: { type: 'account', id: account.accountId, name: account.name },
        unitCode: account.unit.code,
        details: { reason },
      },
    )
    return true
  }

  /** A copy is refused and says so; the room goes on where the newest token is (SPEC 18.30). */
  async #recordCopy(tx: Kysely<Schema>, roomId: AccountId, request: FastifyRequest): Promise<void> {
    const { audit, clock, onRoomCopied } = this.#options
    const room = await new AccountStore(tx).find(roomId)
    if (!room) return
    await onRoomCopied?.(tx, roomId, clock())
    await audit.append(
      tx,
      { account: null, ip: request.ip },
      {
        action: 'room.copied',
        subject: { type: 'room', id: roomId, name: room.name },
        unitCode: room.unit.code,
        details: { device: deviceOf(request.headers['user-agent']) },
      },
    )
  }

  async #answer({ accountId, family, method, token }: Refreshed, reply: FastifyReply): Promise<SignedIn> {
    const { tokens, db, clock, guestStays } = this.#options
    const identity = await new AccountStore(db).identify(accountId, family)
    if (!identity || (identity.account.kind === 'guest' && !(await guestStays(accountId)))) {
      this.forget(reply)
      throw new MeetingError('unauthenticated')
    }
    reply.setCookie(COOKIE, token, { ...this.#cookie(), maxAge: REFRESH_LIFE_MS[method] / 1000 })
    const { account, mustChangePassword } = identity
    return { ...(await tokens.issue(accountId, clock(), family)), account, mustChangePassword }
  }

  #cookie() {
    return { httpOnly: true, sameSite: 'strict', path: '/api', secure: this.#options.secure } as const
  }
}

function cookieOf(request: FastifyRequest): string {
  return request.cookies[COOKIE] ?? ''
}
