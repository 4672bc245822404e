import type { Account, SignedIn, SignIn } from '@diem-cau/signaling-contract'
import type { z } from 'zod'
import { createStore } from 'zustand/vanilla'
import { noteServerTime, serverNow } from '../../time/serverClock.ts'
import { browserStorage } from '../../browser/storage.ts'
import { readBody } from './readBody.ts'
import { RequestFailed } from './RequestFailed.ts'

export type AccountState =
  | { readonly status: 'unknown' }
  | { readonly status: 'signedOut' }
  | {
      readonly status: 'signedIn'
      readonly account: Account
      readonly token: string
      readonly expiresAt: number
      /** The steps that come before anything else: a first password changed, a second factor set up. */
      readonly needs: 'password' | 'totp' | null
    }

/** The account that is signed in. The token lives in memory only; the refresh cookie is out of scripts' reach. */
export const accountStore = createStore<AccountState>(() => ({ status: 'unknown' }))

/** A server that says nothing for so long is away, in milliseconds: a cable was pulled somewhere on the way. */
const RENEW_PATIENCE_MS = 10_000
/**
 * When the page starts there is nothing else to show, and a weak line or a PC that has just woken takes its time. Giving up would ask somebody to sign in
 * who is, and asking twice may count as a copied cookie.
 */
const RESTORE_PATIENCE_MS = 25_000

/** A token is renewed this long before it expires, in milliseconds. */
const RENEW_AHEAD_MS = 60_000

let renewing: Promise<string> | null = null

/** A first password as it was typed a moment ago; it is in memory only, and only until it is changed. */
let granted: string | null = null
accountStore.subscribe((state) => {
  if (state.status !== 'signedIn' || state.needs !== 'password') granted = null
})

/** The password that must be changed now, so that nobody types it twice; null after the page was loaded anew. */
export const grantedPassword = (): string | null => granted

/** The schemas of answers, fetched when they are likely to be needed: the sign-in page shows without them. */
const answers = () => import('./answers.ts')

/** Fetches the schemas, as somebody is about to sign in. */
export function getReady(): void {
  answers().catch(() => undefined)
}

/** Resolves with a token that is good for at least a minute. `force`: the server refused the one we have. */
export async function currentToken({ force = false, patienceMs = RENEW_PATIENCE_MS } = {}): Promise<string> {
  const state = accountStore.getState()
  if (!force && state.status === 'signedIn' && state.expiresAt - serverNow() > RENEW_AHEAD_MS) return state.token
  renewing ??= renew(patienceMs).finally(() => {
    renewing = null
  })
  return renewing
}

/** Signs in with name and password. Errors: `wrongCredentials`, `totpRequired`, `wrongCode`, `tooManyTries`, `network`. */
export async function signIn(credentials: SignIn): Promise<void> {
  const signedIn = await askToSignIn('/api/sign-in', credentials)
  granted = signedIn.mustChangePassword ? credentials.password : null
  remember(signedIn)
}

/** Forgets who is signed in, here and at the server; here even when the server cannot be reached. */
export async function signOut(): Promise<void> {
  try {
    await send('POST', '/api/sign-out', { body: {} })
  } finally {
    forget()
  }
}

/**
 * Remembers whether there may be a refresh cookie, which scripts cannot see: a question in vain is an error in every
 * console.
 */
const HINT = 'diem-cau.signedIn'

/**
 * True when this browser was signed in and nobody has ended that, though the server may be out of reach. A browser that
 * keeps nothing may have the cookie all the same.
 */
export const maySignInAgain = (): boolean =>
  browserStorage.get(HINT) !== null || (browserStorage.isRefused() && accountStore.getState().status === 'unknown')

/** The pairing that this browser kept was an older copy: another one goes on with the room. */
const COPIED = 'diem-cau.copied'

export const wasCopy = (): boolean => browserStorage.get(COPIED) !== null

/** Remembers that the browser leaves for the sign-in of the office, and comes back with a refresh cookie. */
export const expectSignIn = (): void => browserStorage.set(HINT, '1')

/** Goes on to the page that was wanted, as the second factor is set up. */
export function needMet(): void {
  const state = accountStore.getState()
  if (state.status === 'signedIn') accountStore.setState({ ...state, needs: null }, true)
}

/**
 * Finds out, when the page starts, whether there is still a sign-in to go on with.
 * @param hasOwnPage a room's PC, which shows a page of its own while the server says nothing, and goes on by itself
 */
export async function restore(hasOwnPage: boolean): Promise<void> {
  if (!maySignInAgain()) return accountStore.setState({ status: 'signedOut' }, true)
  try {
    await currentToken({ patienceMs: hasOwnPage ? RENEW_PATIENCE_MS : RESTORE_PATIENCE_MS })
  } catch {
    if (accountStore.getState().status === 'unknown') accountStore.setState({ status: 'signedOut' }, true)
  }
}

/** Asks the server in the name of who is signed in; the answer is parsed. Errors: RequestFailed. */
export async function authorised<S extends z.ZodType>(
  method: string,
  path: string,
  schema: S,
  options: Ask = {},
): Promise<z.infer<S>> {
  return parse(schema, await withToken((token) => send(method, path, { ...options, token })))
}

/** Loads a file that only the account that is signed in may have. Errors: RequestFailed. */
export const authorisedFile = (path: string, signal?: AbortSignal): Promise<Blob> =>
  withToken(async (token) => (await answered('GET', path, { token, ...(signal ? { signal } : {}) })).blob())

/** Sends bytes of the type that they have. Errors: RequestFailed. */
export const authorisedBytes = (method: 'PUT', path: string, bytes: Blob): Promise<void> =>
  withToken(async (token) => void (await answered(method, path, { token, bytes })))

/** Loads a file that the server makes of `body`. Errors: RequestFailed. */
export const authorisedFileOf = (path: string, body: unknown): Promise<Blob> =>
  withToken(async (token) => (await answered('POST', path, { token, body })).blob())

/**
 * Loads bytes `begin` to `end` of such a file, the latter not included; fewer at its end. `total`: its whole length in
 * bytes. `onBytes` is told of those that come. Errors: RequestFailed.
 */
export const authorisedRange = (
  path: string,
  begin: number,
  end: number,
  { signal, onBytes }: { readonly signal: AbortSignal; readonly onBytes: (count: number) => void },
): Promise<{ bytes: Uint8Array<ArrayBuffer>; total: number }> =>
  withToken(async (token) => {
    const answer = await answered('GET', path, { token, signal, headers: { range: `bytes=${begin}-${end - 1}` } })
    // The connection may break in the middle of the body as well.
    const bytes = await readBody(answer, onBytes).catch(() => {
      throw new RequestFailed(signal.aborted ? 'aborted' : 'network')
    })
    const total = Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? bytes.length)
    return { bytes, total }
  })

/** Asks the server without a sign-in, for pages that people come to by a link. Errors: RequestFailed. */
export const anonymous = async <S extends z.ZodType>(
  method: string,
  path: string,
  schema: S,
  options: Ask = {},
): Promise<z.infer<S>> => call(method, path, schema, options)

/** Goes on as another account: a guest by link, a room that was paired, a password that was changed. */
export function become(signedIn: SignedIn): void {
  granted = null
  remember(signedIn)
}

/** Asks with a token, and with a new one when the server refuses the first. */
async function withToken<T>(ask: (token: string) => Promise<T>): Promise<T> {
  try {
    return await ask(await currentToken())
  } catch (error) {
    noteNeed(error)
    if (!(error instanceof RequestFailed) || (error.code !== 'tokenExpired' && error.code !== 'unauthenticated'))
      throw error
    return ask(await currentToken({ force: true }))
  }
}

/** Remembers a step that the server wants done before anything else: SignedInOnly shows the way. */
function noteNeed(error: unknown): void {
  const state = accountStore.getState()
  if (!(error instanceof RequestFailed) || state.status !== 'signedIn') return
  const needs =
    error.code === 'passwordChangeRequired' ? 'password' : error.code === 'totpSetupRequired' ? 'totp' : null
  if (needs && state.needs !== needs) accountStore.setState({ ...state, needs }, true)
}

/**
 * The refresh cookie is good for one use, and using it twice ends the whole sign-in. Tabs share it,
 * so they take turns.
 */
async function renew(patienceMs: number): Promise<string> {
  const ask = () => askToSignIn('/api/token', {}, AbortSignal.timeout(patienceMs))
  try {
    const signedIn = 'locks' in navigator ? await navigator.locks.request('diem-cau.token', ask) : await ask()
    remember(signedIn)
    return signedIn.token
  } catch (error) {
    const refused = error instanceof RequestFailed && (error.body?.category === 'auth' || error.code === 'forbidden')
    if (refused) forget()
    if (error instanceof RequestFailed && error.code === 'roomElsewhere') browserStorage.set(COPIED, '1')
    throw error instanceof RequestFailed && error.code === 'aborted' ? new RequestFailed('network') : error
  }
}

function forget(): void {
  granted = null
  browserStorage.remove(HINT)
  accountStore.setState({ status: 'signedOut' }, true)
}

function remember({ account, token, expiresAt, mustChangePassword }: SignedIn): void {
  browserStorage.set(HINT, '1')
  browserStorage.remove(COPIED)
  const before = accountStore.getState()
  // A renewed token says nothing of the second factor.
  const totp = before.status === 'signedIn' && before.account.accountId === account.accountId && before.needs === 'totp'
  accountStore.setState(
    { status: 'signedIn', account, token, expiresAt, needs: mustChangePassword ? 'password' : totp ? 'totp' : null },
    true,
  )
}

export interface Ask {
  readonly body?: unknown
  readonly signal?: AbortSignal
}

interface Options extends Ask {
  readonly token?: string
  readonly bytes?: Blob
  readonly headers?: Readonly<Record<string, string>>
}

async function askToSignIn(path: string, body: unknown, signal?: AbortSignal): Promise<SignedIn> {
  getReady()
  const answer = await send('POST', path, { body, ...(signal && { signal }) })
  return parse((await loaded()).SignedIn, answer)
}

/** Loads the schemas. The server answered just now, so a failure means that the connection is gone. */
const loaded = () =>
  answers().catch(() => {
    throw new RequestFailed('network')
  })

async function call<S extends z.ZodType>(
  method: string,
  path: string,
  schema: S,
  options: Options,
): Promise<z.infer<S>> {
  return parse(schema, await send(method, path, options))
}

function parse<S extends z.ZodType>(schema: S, answer: unknown): z.infer<S> {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new RequestFailed('internal')
  return parsed.data
}

async function send(method: string, path: string, options: Options): Promise<unknown> {
  const answer = await answered(method, path, options)
  return answer.json().catch(() => null)
}

async function answered(
  method: string,
  path: string,
  { body, bytes, token, signal, headers: more = {} }: Options,
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', ...more }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (bytes !== undefined) headers['content-type'] = bytes.type
  if (token) headers['authorization'] = `Bearer ${token}`
  let answer: Response
  try {
    answer = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes === undefined ? {} : { body: bytes }),
      ...(signal ? { signal } : {}),
    })
  } catch {
    throw new RequestFailed(signal?.aborted ? 'aborted' : 'network')
  }
  noteServerTime(answer.headers.get('date'))
  if (answer.ok) return answer
  // A proxy in front of a server that is down answers without an ErrorBody.
  if (answer.status >= 502 && answer.status <= 504) throw new RequestFailed('network')
  const told: unknown = await answer.json().catch(() => null)
  throw (await loaded()).readFailure(told)
}
