import { setTimeout as wait } from 'node:timers/promises'
import { type AccountId, type MeetingId, SignedIn } from '@diem-cau/signaling-contract'
import { Room } from '@diem-cau/signaling-contract/office'
import { Board, BoardRoom, RoomReadiness, type RoomProfile, Run, RunPage } from '@diem-cau/signaling-contract/readiness'

/** A token of a sign-in is good for five minutes. */
const TOKEN_MS = 240_000
/** The office is asked so often how the room stands. */
const LOOK_MS = 250

/** Who looks after the room: asks it to test itself, and reads what the office says of it, over the office's API as its pages do. */
export class RoomCaretaker {
  readonly #url: string
  readonly #account: { readonly login: string; readonly password: string }
  #token: { readonly text: string; readonly at: number } | null = null
  #roomId: AccountId | null = null

  /** @param account of an IT admin, who may make rooms too */
  constructor(url: string, account: { readonly login: string; readonly password: string }) {
    this.#url = url
    this.#account = account
  }

  /** Makes a room that should have these devices, and pairs it with the PC that shows this code. */
  async enrol(unitCode: string, code: string, profile: RoomProfile): Promise<void> {
    const { roomId } = Room.parse(await this.#ask('POST', '/rooms', { name: 'Phòng họp UBND', place: '', unitCode }))
    this.#roomId = roomId
    await this.#ask('PUT', `/rooms/${roomId}/profile`, profile)
    await this.#ask('POST', `/rooms/${roomId}/enrol`, { code })
  }

  async askForTest(): Promise<void> {
    BoardRoom.parse(await this.#ask('POST', `${this.#ofRoom}/ask`, {}))
  }

  /** How the room stands, and what was found of each step last. */
  async room(): Promise<RoomReadiness> {
    return RoomReadiness.parse(await this.#ask('GET', this.#ofRoom))
  }

  /** All rooms of a meeting, as its board shows them. */
  async board(meetingId: MeetingId): Promise<Board> {
    return Board.parse(await this.#ask('GET', `/readiness/board?meeting=${meetingId}`))
  }

  /** The first whole test that began since then, for whatever it was taken; the clock is the machine's, which all share. Null: none has come. */
  async answer(since: number): Promise<Run | null> {
    const { runs } = RunPage.parse(await this.#ask('GET', `${this.#ofRoom}/runs`))
    for (const { runId } of runs.filter(({ trigger, at }) => trigger !== 'watch' && at >= since).toReversed()) {
      const run = Run.parse(await this.#ask('GET', `${this.#ofRoom}/runs/${runId}`))
      if (run.startedAt >= since) return run
    }
    return null
  }

  /** Looks until there is something. @returns null when there is nothing within that time */
  async until<T>(look: () => Promise<T | null>, withinMs: number): Promise<T | null> {
    const end = performance.now() + withinMs
    while (performance.now() < end) {
      const found = await look()
      if (found !== null) return found
      await wait(LOOK_MS)
    }
    return null
  }

  get #ofRoom(): string {
    if (this.#roomId === null) throw new Error('there is no room yet')
    return `/readiness/rooms/${this.#roomId}`
  }

  async #ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<unknown> {
    const answer = await this.#fetch(method, path, body, await this.#tokenNow())
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }

  async #tokenNow(): Promise<string> {
    if (this.#token && Date.now() - this.#token.at < TOKEN_MS) return this.#token.text
    const { login, password } = this.#account
    const { token } = SignedIn.parse(await (await this.#fetch('POST', '/sign-in', { login, password }, null)).json())
    this.#token = { text: token, at: Date.now() }
    return token
  }

  #fetch(method: string, path: string, body: unknown, token: string | null): Promise<Response> {
    return fetch(`${this.#url}/api${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.timeout(15_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
}
