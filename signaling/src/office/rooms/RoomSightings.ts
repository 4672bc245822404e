import type { Account, AccountId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Schema } from '../../db/schema.ts'
import { RoomStore } from './RoomStore.ts'

/** A room that is here all day is written down this often. */
const EVERY_MS = 60_000

/** Keeps when each room's PC was last heard of: by a request, or a socket that stands. */
export class RoomSightings {
  readonly #db: Kysely<Schema>
  readonly #clock: () => number
  readonly #logger: Logger
  readonly #writtenAt = new Map<AccountId, number>()

  constructor(db: Kysely<Schema>, clock: () => number, logger: Logger) {
    this.#db = db
    this.#clock = clock
    this.#logger = logger
  }

  /** Accounts of people and guests are passed over. */
  note({ accountId, kind }: Account): void {
    if (kind !== 'room') return
    const now = this.#clock()
    if (now - (this.#writtenAt.get(accountId) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return
    this.#writtenAt.set(accountId, now)
    new RoomStore(this.#db).setLastSeen(accountId, now).catch((error: unknown) => {
      this.#writtenAt.delete(accountId)
      this.#logger.warn({ err: error, accountId }, 'not written down that a room was seen')
    })
  }
}
