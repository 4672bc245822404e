/** A program of the next version whose last migration never ends: `node migrateAndHang.ts DATABASE` says so once it has written, and waits to be killed. */
import { sql } from 'kysely'
import { openPostgresStore } from '../db/engine/openPostgresStore.ts'
import { openSqliteStore } from '../db/engine/openSqliteStore.ts'
import { storeTarget } from '../db/engine/storeTarget.ts'
import { type Migration, migrations } from '../db/migrations/index.ts'

const hang: Migration = async (db) => {
  await sql`create table half_done (id text primary key)`.execute(db)
  await sql`update unit set name = 'half done'`.execute(db)
  process.stdout.write('half done\n')
  await new Promise((resolve) => setTimeout(resolve, 2 ** 30))
}

const target = storeTarget(process.argv[2], '.')
const steps = [...migrations, hang]
await (target.dialect === 'sqlite'
  ? openSqliteStore(target.file, undefined, { steps })
  : openPostgresStore(target, { steps }))
