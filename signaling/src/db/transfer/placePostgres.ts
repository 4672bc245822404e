import { sql } from 'kysely'
import { connectPostgres, SCHEMA } from '../engine/connectPostgres.ts'
import { explainStoreFailure } from '../engine/explainStoreFailure.ts'
import { openPostgresStore } from '../engine/openPostgresStore.ts'
import type { StoreTarget } from '../engine/storeTarget.ts'
import { fillTables, type TableSource } from './fillTables.ts'
import type { Prepared } from './Prepared.ts'
import { withSnapshot } from './Snapshot.ts'

type PostgresTarget = StoreTarget & { dialect: 'postgres' }

/** Builds the new data in a schema beside the one in use, which stays as it is until `place`. */
export async function preparePostgres(target: PostgresTarget, version: number, source: TableSource): Promise<Prepared> {
  const draft = `${SCHEMA}_new`
  const discard = () => inDatabase(target, `drop schema if exists ${draft} cascade`)
  await discard()
  try {
    const store = await openPostgresStore(target, { schema: draft, version, maxConnections: 1 })
    try {
      await store.bare.transaction().execute(async (tx) => {
        await sql`set local statement_timeout = 0`.execute(tx)
        await fillTables(tx, 'postgres', source)
      })
    } finally {
      await store.close()
    }
    // The first queries would otherwise be planned as for an empty database.
    await inDatabase(target, 'analyze')
  } catch (error) {
    await discard()
    throw error
  }
  return {
    snapshot: (work) => withSnapshot(target, work, draft),
    toNewest: async () => (await openPostgresStore(target, { schema: draft, maxConnections: 1 })).close(),
    // Names are looked up anew by every query: whoever is connected goes on with the new tables.
    place: () =>
      inDatabase(
        target,
        `drop schema if exists ${SCHEMA}_old cascade`,
        `do $$ begin if to_regnamespace('${SCHEMA}') is not null then alter schema ${SCHEMA} rename to ${SCHEMA}_old; end if; end $$`,
        `alter schema ${draft} rename to ${SCHEMA}`,
        `drop schema if exists ${SCHEMA}_old cascade`,
      ),
    discard,
  }
}

/** All of it in one transaction. */
async function inDatabase(target: PostgresTarget, ...statements: readonly string[]): Promise<void> {
  const db = connectPostgres(target, { maxConnections: 1 })
  try {
    await db.transaction().execute(async (tx) => {
      await sql`set local statement_timeout = 0`.execute(tx)
      for (const statement of statements) await sql.raw(statement).execute(tx)
    })
  } catch (error) {
    throw explainStoreFailure(error, target)
  } finally {
    await db.destroy()
  }
}
