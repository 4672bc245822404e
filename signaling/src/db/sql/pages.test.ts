import fc from 'fast-check'
import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { describeStores } from '../../testing/temporaryStore.ts'
import type { Schema } from '../schema.ts'
import { readCursor } from './Cursor.ts'
import { cutPage, pageAfter } from './pages.ts'

/** Few values, so that many rows are alike but for their id. */
const value = fc.integer({ min: 0, max: 3 })
const rows = fc.uniqueArray(fc.record({ a: value, b: value, id: fc.integer({ min: 0, max: 200 }) }), {
  selector: ({ id }) => id,
  maxLength: 25,
})
const direction = fc.constantFrom('asc' as const, 'desc' as const)

type Row = { a: number; b: number; id: number }
type WithPaged = Schema & { paged: Row }

const Key = z.tuple([z.int(), z.int(), z.int()])

describeStores((open) => {
  test('page after page gives every row once and in order, whichever way each column runs', async () => {
    const db = (await open()).db as Kysely<unknown> as Kysely<WithPaged>
    await sql`create table paged (a integer not null, b integer not null, id integer primary key)`.execute(db)
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.tuple(direction, direction, direction),
        fc.integer({ min: 1, max: 7 }),
        async (all, [first, second, third], limit) => {
          await db.deleteFrom('paged').execute()
          if (all.length > 0) await db.insertInto('paged').values(all).execute()
          const seen: Row[] = []
          for (let cursor: string | undefined; ;) {
            const page = pageAfter(
              db.selectFrom('paged').selectAll(),
              (eb) => [
                [eb.ref('a'), first],
                [eb.ref('b'), second],
                [eb.ref('id'), third],
              ],
              readCursor(Key, cursor),
              limit,
            )
            const { shown, next } = cutPage(await page.execute(), limit, ({ a, b, id }) => [a, b, id])
            expect(shown.length).toBeLessThanOrEqual(limit)
            seen.push(...shown)
            if (next === null) break
            expect(shown.length, 'a page that is not the last is full').toBe(limit)
            cursor = next
          }
          const by = (way: 'asc' | 'desc', difference: number) => (way === 'asc' ? difference : -difference)
          expect(seen).toEqual(
            all.toSorted((x, y) => by(first, x.a - y.a) || by(second, x.b - y.b) || by(third, x.id - y.id)),
          )
        },
      ),
      { numRuns: 60 },
    )
  })
})
