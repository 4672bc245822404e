import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Sealer } from './Sealer.ts'

const COOKIE = 'diem_cau_device'
const LIFE_SEC = 400 * 24 * 60 * 60

/** People who share one PC are told apart, up to so many; the ones longest not here are forgotten. */
const MAX_LOGINS = 8

const Known = z.tuple([z.string().regex(/^[\w-]{16}$/), z.array(z.string()).max(MAX_LOGINS)])

/**
 * Browsers remember, signed by us, who was signed in there before (OWASP "device cookie"): wrong tries elsewhere,
 * or of somebody else at the same address, do not make these people wait. It opens nothing by itself.
 */
export class KnownDevices {
  readonly #sealer: Sealer
  readonly #secure: boolean

  constructor(sealer: Sealer, secure: boolean) {
    this.#sealer = sealer
    this.#secure = secure
  }

  /** A name for the browser, if this login was signed in there before. */
  deviceOf(request: FastifyRequest, login: string): string | null {
    const known = this.#read(request)
    return known && known[1].includes(this.#markOf(known[0], login)) ? known[0] : null
  }

  /** Callers use this after the right password. */
  remember(request: FastifyRequest, reply: FastifyReply, login: string): void {
    const [device, marks] = this.#read(request) ?? [randomBytes(12).toString('base64url'), []]
    const mark = this.#markOf(device, login)
    const body = Buffer.from(
      JSON.stringify([device, [mark, ...marks.filter((other) => other !== mark)].slice(0, MAX_LOGINS)]),
    ).toString('base64url')
    reply.setCookie(COOKIE, `${body}.${this.#sealer.sign('device', body)}`, {
      httpOnly: true,
      sameSite: 'strict',
      path: '/api/sign-in',
      secure: this.#secure,
      maxAge: LIFE_SEC,
    })
  }

  #markOf(device: string, login: string): string {
    return this.#sealer.sign('device login', `${device} ${login.toLowerCase()}`).slice(0, 12)
  }

  #read(request: FastifyRequest): z.infer<typeof Known> | null {
    const [body = '', signature = ''] = (request.cookies[COOKIE] ?? '').split('.')
    if (!this.#sealer.isSigned('device', body, signature)) return null
    return Known.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))).data ?? null
  }
}
