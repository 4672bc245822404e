import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { accountOf, NOON } from '../testing/people.ts'
import { describeStores } from '../testing/temporaryStore.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import { endSignIns, REFRESH_LIFE_MS, RefreshTokenStore, REUSE_GRACE_MS, signInIdOf } from './RefreshTokenStore.ts'

const chair = accountOf('chair')
/** Derives successors as Sealer.sign does. */
const rotation = { successorOf: (token: string) => createHmac('sha256', 'a key').update(token).digest('base64url') }
const origin = { method: 'password', device: 'Chrome 156, Windows', ip: '10.0.0.1' } as const

describeStores((open) => {
  async function signedIn() {
    const { db } = await open()
    const store = new RefreshTokenStore(db)
    return { db, store, first: (await store.issue(chair, origin, NOON)).token }
  }

  test('a token is good for one exchange, and the new one for the next', async () => {
    const { store, first } = await signedIn()
    const second = await store.rotate(first, '10.0.0.1', NOON + 1, rotation)
    expect(second?.accountId).toBe(chair)
    expect(second?.token).not.toBe(first)
    expect(await store.rotate(second?.token ?? '', '10.0.0.1', NOON + 2, rotation)).not.toBeNull()
  })

  test('a token that comes a second time later ends the whole sign-in: somebody has a copy', async () => {
    const { store, first } = await signedIn()
    const second = await store.rotate(first, '10.0.0.1', NOON, rotation)
    expect(await store.rotate(first, '10.0.0.1', NOON + REUSE_GRACE_MS + 1, rotation)).toBeNull()
    expect(await store.rotate(second?.token ?? '', '10.0.0.1', NOON + REUSE_GRACE_MS + 2, rotation)).toBeNull()
  })

  test('two tabs that wake together both go on', async () => {
    const { store, first } = await signedIn()
    const one = await store.rotate(first, '10.0.0.1', NOON, rotation)
    const two = await store.rotate(first, '10.0.0.1', NOON + REUSE_GRACE_MS, rotation)
    expect(two?.token, 'they go on as one').toBe(one?.token)
    const [again, once] = [
      await store.rotate(one?.token ?? '', '10.0.0.1', NOON + 20_000, rotation),
      await store.rotate(two?.token ?? '', '10.0.0.1', NOON + 20_001, rotation),
    ]
    expect(again).not.toBeNull()
    expect(once?.token).toBe(again?.token)
  })

  test('of a copied token two chains never live: whoever goes on second ends both, however quick the copy was', async () => {
    const { db, store, first } = await signedIn()
    for (let n = 0; n < 20; n += 1) await store.rotate(first, '10.0.0.9', NOON + n, rotation)
    const rows = await db.selectFrom('refresh_token').select('hash').execute()
    expect(rows, 'the first and its one successor').toHaveLength(2)
    const owner = await store.rotate(first, '10.0.0.1', NOON + 100, rotation)
    const thief = await store.rotate(first, '10.0.0.9', NOON + 200, rotation)
    const next = await store.rotate(owner?.token ?? '', '10.0.0.1', NOON + 900_000, rotation)
    expect(next).not.toBeNull()
    expect(await store.rotate(thief?.token ?? '', '10.0.0.9', NOON + 950_000, rotation)).toBeNull()
    expect(
      await store.rotate(next?.token ?? '', '10.0.0.1', NOON + 960_000, rotation),
      'the sign-in has ended',
    ).toBeNull()
  })

  test('an expired, revoked or invented token gets nothing', async () => {
    const { store, first } = await signedIn()
    expect(await store.rotate(first, '10.0.0.1', NOON + REFRESH_LIFE_MS.password, rotation)).toBeNull()
    expect(await store.rotate('invented', '10.0.0.1', NOON, rotation)).toBeNull()
    await store.revoke(first, NOON)
    expect(await store.rotate(first, '10.0.0.1', NOON, rotation)).toBeNull()
  })

  test('the database does not hold the token itself', async () => {
    const { db, first } = await signedIn()
    const rows = await db.selectFrom('refresh_token').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(first)
  })

  test('ending the sign-ins of an account spares the one told, and only that', async () => {
    const { db, store, first } = await signedIn()
    const other = await store.issue(chair, origin, NOON)
    expect(await store.list(chair, NOON)).toHaveLength(2)
    expect(await inTransaction(db, (tx) => endSignIns(tx, chair, NOON, other.family))).toBe(1)
    expect(await store.list(chair, NOON)).toMatchObject([
      { signInId: signInIdOf(other.family), device: 'Chrome 156, Windows' },
    ])
    expect(await store.rotate(first, '10.0.0.1', NOON, rotation)).toBeNull()
    expect(await store.rotate(other.token, '10.0.0.2', NOON + 5, rotation)).not.toBeNull()
    expect(await store.list(chair, NOON + 5)).toMatchObject([{ ip: '10.0.0.2', lastUsedAt: NOON + 5 }])
  })

  test("a room's sign-in outlives all others, and ended ones are forgotten in the end", async () => {
    const { db, store } = await signedIn()
    const day = 24 * 60 * 60_000
    const room = await store.issue(chair, { ...origin, method: 'room' }, NOON)
    expect((await store.list(chair, NOON + 8 * day)).map(({ method }) => method)).toEqual(['room'])
    const next = await store.rotate(room.token, '10.0.0.1', NOON + 399 * day, rotation)
    expect(next).not.toBeNull()
    await store.issue(chair, origin, NOON + 400 * day)
    const rows = await db.selectFrom('sign_in').select(['method', 'created_at']).orderBy('created_at').execute()
    expect(rows).toEqual([
      { method: 'room', created_at: NOON },
      { method: 'password', created_at: NOON + 400 * day },
    ])
  })
})
