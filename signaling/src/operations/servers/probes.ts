import { X509Certificate } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { RedisStore } from '../../live/directory/RedisStore.ts'
import type { Probe } from './Probe.ts'
import { askTurn, placeOf, type TurnState } from '../../turn/ask/askTurn.ts'
import type { TurnSettings } from '../../turn/readTurnSettings.ts'
import { LINE_GRANT_MS, turnGrant } from '../../turn/turnGrant.ts'

const SECOND = 1000
const MINUTE = 60_000
const DAY = 86_400_000
const MIB = 2 ** 20

/** A mail that should have gone so long ago is stuck, in milliseconds. */
const OVERDUE_MS = 5 * MINUTE

export const databaseProbe = (db: Kysely<Schema>): Probe => ({
  name: 'database',
  everyMs: SECOND,
  isTimed: true,
  ask: async () => {
    await db.selectFrom('metric_mark').select('seconds').limit(1).execute()
    return {}
  },
})

export const redisProbe = (redis: RedisStore): Probe => ({
  name: 'redis',
  everyMs: SECOND,
  isTimed: true,
  ask: async () => {
    await redis.call((client) => client.ping())
    return {}
  },
})

/** The disk that the data folder is on. @param forecast in how many days it is full; null: nobody can say */
export const diskProbe = (folder: string, forecast: () => Promise<number | null>): Probe => ({
  name: 'disk',
  everyMs: 10 * SECOND,
  isTimed: false,
  ask: async () => {
    const { blocks, bavail, bfree, bsize } = await statfs(folder)
    // What only root may still fill counts as used, as `df` says it.
    const usable = blocks - bfree + bavail
    const fullIn = await forecast().catch(() => null)
    return { used: usable > 0 ? 100 * (1 - bavail / usable) : null, free: (bavail * bsize) / MIB, fullIn }
  },
})

export const mailProbe = (db: Kysely<Schema>, clock: () => number): Probe => ({
  name: 'mail',
  everyMs: 15 * SECOND,
  isTimed: false,
  ask: async () => {
    const count = (state: 'waiting' | 'failed') =>
      db
        .selectFrom('outbox')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('state', '=', state)
    const waiting = await count('waiting')
      .where('created_at', '<', clock() - OVERDUE_MS)
      .executeTakeFirstOrThrow()
    const failed = await count('failed').executeTakeFirstOrThrow()
    return { waiting: waiting.n, failed: failed.n }
  },
})

/**
 * Takes a relayed way by each address that browsers are given, and gives it back.
 * @param pageHost the host of those that name none
 */
export const turnProbe = (turn: TurnSettings, pageHost: string, clock: () => number): Probe => ({
  name: 'turn',
  everyMs: 15 * SECOND,
  isTimed: false,
  ask: async () => {
    const grant = turnGrant(turn, 'probe', clock(), LINE_GRANT_MS)
    const states = await Promise.all(turn.urls.map((url) => askTurn(placeOf(url, pageHost), grant)))
    const count = (isSo: (state: TurnState) => boolean) => states.filter(isSo).length
    const turnAway = count(({ kind }) => kind === 'unreachable')
    if (turnAway === states.length) throw new Error('no way to the TURN server')
    const times = states.flatMap((state) => (state.kind === 'well' ? [state.tookMs] : []))
    return {
      answer: times.length === 0 ? null : Math.min(...times),
      turnAway,
      turnRefused: count(({ kind }) => kind === 'refused' || kind === 'denied'),
      // Whether a PC trusts who signed it cannot be seen from here.
      turnCertificate: count(
        (state) =>
          state.kind === 'well' && state.certificateProblem !== null && state.certificateProblem !== 'untrusted',
      ),
    }
  },
})

/** @param pem of the server's own certificate */
export const certificateProbe = (pem: string | Buffer, clock: () => number): Probe => {
  const { validToDate } = new X509Certificate(pem)
  return {
    name: 'certificate',
    everyMs: MINUTE,
    isTimed: false,
    ask: async () => ({ daysLeft: (validToDate.getTime() - clock()) / DAY }),
  }
}
