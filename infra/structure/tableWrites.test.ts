import { expect, test } from 'vitest'
import { root } from '../bootstrap/paths.mjs'
import { readTableWrites, scatteredWrites, writesIn } from './tableWrites.ts'

const tablesOf = (text: string) => writesIn('a.ts', text).map(({ table, line }) => [table, line])

test('statements that change rows are found with their table and line, others are not', () => {
  expect(
    tablesOf(`
      await tx
        .updateTable('meeting')
        .set({ phase })
      await tx.insertInto('unit').values(row).onConflict((c) => c.column('code').doNothing()).execute()
      await tx.deleteFrom('account as a').execute()
      await insertMany(tx, 'meeting_seat', rows)
      await tx.selectFrom('outbox').selectAll().execute()
      await sql\`select 1 from audit\`.execute(db)
    `),
  ).toEqual([
    ['meeting', 3],
    ['unit', 5],
    ['account', 6],
    ['meeting_seat', 7],
  ])
})

test('a statement whose table cannot be read from the call is told as such', () => {
  const writes = writesIn(
    'a.ts',
    "for (const table of ['paper', 'inbox'] as const) await tx.deleteFrom(table).execute()\nawait sql`update ${t} set a = 1`.execute(tx)",
  )
  expect(scatteredWrites(writes)).toEqual([
    'a table that is not named in the call: a.ts:1',
    'a table that is not named in the call: a.ts:2',
  ])
})

test('a table that two files write is told with all its places, one that a file writes often is not', () => {
  const writes = [
    ...writesIn('a.ts', "tx.updateTable('unit')\ntx.deleteFrom('unit')\ntx.insertInto('room')"),
    ...writesIn('b.ts', "tx.insertInto('unit')"),
  ]
  expect(scatteredWrites(writes)).toEqual(['unit: a.ts:1, a.ts:2, b.ts:1'])
})

test('the house itself: each table has one file that writes it', () => {
  const writes = readTableWrites(root)
  expect(new Set(writes.map(({ table }) => table))).toContain('meeting')
  expect(scatteredWrites(writes)).toEqual([])
})
