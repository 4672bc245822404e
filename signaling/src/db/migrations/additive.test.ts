import { readFile, writeFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { describeStores, emptyTarget } from '../../testing/temporaryStore.ts'
import { openPostgresStore } from '../engine/openPostgresStore.ts'
import { openSqliteStore } from '../engine/openSqliteStore.ts'
import type { Dialect } from './columns.ts'
import { up as firstToSay } from './231-compatible-from.ts'
import { contractions, type Migration, migrations } from './index.ts'
import { narrowings, readPicture, SchemaPicture } from './schemaPicture.ts'

/** The release before: how many migrations it has, and what its code finds. `RELEASE=1 vitest run src/db/migrations/additive` writes it anew, when a version is released. */
const FILE = new URL('released.json', import.meta.url)
const Released = z.object({ steps: z.int(), sqlite: SchemaPicture, postgres: SchemaPicture })

const releasing = process.env.RELEASE === '1'
const readReleased = async () => Released.parse(JSON.parse(await readFile(FILE, 'utf8')))

async function storeAt(dialect: Dialect, steps: readonly Migration[]) {
  const target = await emptyTarget(dialect)
  const store =
    target.dialect === 'sqlite'
      ? await openSqliteStore(target.file, undefined, { steps })
      : await openPostgresStore(target, { steps })
  onTestFinished(() => store.close())
  return store
}

describeStores((_, dialect) => {
  test('22.3 what the release before needs of the schema is there yet after every migration that is not a contraction', async () => {
    const { bare } = await storeAt(dialect, migrations)
    if (releasing) {
      const before = await readReleased().catch(() => ({ sqlite: {}, postgres: {} }))
      const released = { ...before, steps: migrations.length, [dialect]: await readPicture(bare, dialect) }
      await writeFile(FILE, `${JSON.stringify(released)}\n`)
    }
    const released = await readReleased()
    const isContracted = migrations.slice(released.steps).some((step) => contractions.has(step) && step !== firstToSay)
    const found = narrowings(released[dialect], await readPicture(bare, dialect))
    // A contraction may take away: then the release before is refused, and says so.
    if (!isContracted) expect(found).toEqual([])
  })

  test.each([
    ['drops a column', 'alter table unit drop column kind', 'unit.kind was text! and is gone'],
    ['renames a column', 'alter table unit rename column kind to sort', 'unit.kind was text! and is gone'],
    ['drops a table', 'drop table room_still', 'room_still is gone'],
    [
      'demands what nobody gives',
      "create table other (id text primary key); alter table other add column x text; drop table other; alter table outbox add column class text not null default ''; create unique index one_of_a_kind on unit (kind)",
      'unit demands: unique kind',
    ],
  ])('22.3 a migration that %s is found', async (_what, text, finding) => {
    const before = await storeAt(dialect, migrations)
    const step: Migration = async (db) => {
      for (const statement of text.split('; ')) await sql.raw(statement).execute(db)
    }
    const after = await storeAt(dialect, [...migrations, step])
    const found = narrowings(await readPicture(before.bare, dialect), await readPicture(after.bare, dialect))
    expect(found.join('\n')).toContain(finding)
    // A column with a default hinders nobody.
    expect(found.join('\n')).not.toContain('class')
  })
})
