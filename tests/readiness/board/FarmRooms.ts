import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AccountId, MeetingId, UnitCode, type UnitRef } from '@diem-cau/signaling-contract'
import { type NewRun, ReadinessPlan, Run } from '@diem-cau/signaling-contract/readiness'
import { root } from '../../../infra/bootstrap/paths.mjs'
import { AccessTokens } from '../../../signaling/src/auth/AccessTokens.ts'
import { folderKeys } from '../../../signaling/src/auth/folderKeys.ts'
import { readUnits } from '../../../signaling/src/demo/readUnits.ts'
import { openStore } from '../../../signaling/src/db/engine/openStore.ts'
import { RoomStore } from '../../../signaling/src/office/rooms/RoomStore.ts'
import { ScheduleStore } from '../../../signaling/src/office/schedule/ScheduleStore.ts'
import { testRun } from '../../../signaling/src/testing/readinessRuns.ts'
import { RoomKeeper } from '../../../web-client/src/readiness/keeper/RoomKeeper.ts'

const MINUTE_MS = 60_000
/** A token is good for five minutes. */
const TOKEN_MS = 4 * MINUTE_MS
/** A meeting that is so far away has all of its rooms test themselves now. */
const STARTS_IN_MS = 59 * MINUTE_MS
const MEETING = MeetingId.parse('m.ready')

export interface FarmRoomsOptions {
  readonly url: string
  readonly dataDir: string
  readonly database: string
  /** Who chairs the meeting that they get ready for, and of what unit. */
  readonly chair: { readonly accountId: AccountId; readonly unit: UnitRef }
  /** The unit of the real room, which is invited too. */
  readonly besides: UnitCode
  readonly count: number
}

/**
 * Rooms of the farm beside the real one: each says over the office's API, by its own token, what a room's page says, when the page's own keeper has it do so. What
 * they have measured is made up; all is well with them.
 */
export class FarmRooms implements Disposable {
  readonly meetingId = MEETING
  readonly #keepers: readonly RoomKeeper[]
  readonly #failures: string[] = []

  private constructor({ url }: FarmRoomsOptions, rooms: readonly AccountId[], tokens: AccessTokens) {
    this.#keepers = rooms.map((roomId) => this.#keeper(url, roomId, tokenOf(tokens, roomId)))
  }

  static async open(options: FarmRoomsOptions): Promise<FarmRooms> {
    const { dataDir, database, chair, besides, count } = options
    const store = await openStore(database)
    try {
      const now = Date.now()
      const units = await readUnits(await readFile(join(root, 'signaling/data/can-tho-2016-units.csv'), 'utf8'))
      const wards = units.filter(({ code }) => !units.some(({ parentCode }) => parentCode === code))
      const theirs = wards.filter(({ code }) => code !== besides).slice(0, count)
      if (theirs.length < count) throw new Error(`the city has ${wards.length} wards only`)
      const rooms = new RoomStore(store.db)
      const made: AccountId[] = []
      for (const [n, { code, name }] of theirs.entries()) {
        const id = AccountId.parse(`a.pc-${n}`)
        await rooms.add(id, { name: `Phòng họp ${name}`, place: '', unitCode: UnitCode.parse(code) }, now)
        await rooms.setDevice(id, { name: 'Chrome, Windows', at: now })
        made.push(id)
      }
      const invited = wards.filter(({ code }) => code === besides || theirs.some((one) => one.code === code))
      await new ScheduleStore(store.db).add({
        meetingId: MEETING,
        title: 'Giao ban tháng',
        hostUnit: chair.unit,
        startsAt: now + STARTS_IN_MS,
        endsAt: now + 2 * STARTS_IN_MS,
        phase: 'scheduled',
        chairAccountId: chair.accountId,
        demo: false,
        seats: [{ accountId: chair.accountId, seat: 'chair', unit: chair.unit }],
        units: invited.map(({ code, name }) => ({ code: UnitCode.parse(code), name })),
      })
      return new FarmRooms(options, made, await AccessTokens.open(folderKeys(dataDir)))
    } finally {
      await store.close()
    }
  }

  /** What the office refused, which is to be nothing. */
  get failures(): readonly string[] {
    return this.#failures
  }

  start(): void {
    for (const keeper of this.#keepers) keeper.start()
  }

  [Symbol.dispose](): void {
    for (const keeper of this.#keepers) keeper.close()
  }

  #keeper(url: string, roomId: AccountId, token: () => Promise<string>): RoomKeeper {
    const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const answer = await fetch(`${url}/api/readiness/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token()}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (answer.ok) return answer.json()
      this.#failures.push(`${method} ${path}: ${answer.status} ${await answer.text()}`)
      throw new Error('the office refused it')
    }
    return new RoomKeeper({
      roomId,
      isBoot: true,
      api: {
        plan: async () => ReadinessPlan.parse(await ask('GET', 'plan')),
        save: async (run: NewRun) => Run.parse(await ask('POST', 'runs', run)),
        callHelp: () => ask('POST', 'help'),
      },
      newTest: ({ trigger, meetingId }) => ({
        run: async () => testRun(Date.now(), {}, { runId: crypto.randomUUID(), trigger, meetingId }),
        stop: () => undefined,
      }),
      takeTurn: (work) => work(),
    })
  }
}

function tokenOf(tokens: AccessTokens, roomId: AccountId): () => Promise<string> {
  let kept: { readonly token: string; readonly at: number } | null = null
  return async () => {
    const now = Date.now()
    if (kept === null || now - kept.at > TOKEN_MS) kept = { token: (await tokens.issue(roomId, now)).token, at: now }
    return kept.token
  }
}
