import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { hashPassword } from '../auth/passwords.ts'
import { openStore } from '../db/engine/openStore.ts'
import { PASSWORD } from './password.ts'
import { quickTmp } from './quickTmp.ts'
import { createDatabase, postgresBinaries, startPostgres } from './startPostgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of a PostgreSQL server that lives for this run; null where none is installed. */
    postgres: string | null
    /** SQLite's file with our schema and no data. */
    migratedFile: string
    /** Hash of `PASSWORD`, at full cost: made once for all who sign in with it. */
    passwordHash: string
  }
}

/** PostgreSQL's database with our schema and no data. */
export const MIGRATED = 'migrated'

/** Vitest's global set-up. `npm test` demands PostgreSQL; a developer's own run may go without. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await quickTmp(), 'diem-cau-migrated-'))
  const file = join(folder, 'diem-cau.sqlite')
  await (await openStore(file)).close()
  project.provide('migratedFile', file)
  project.provide('passwordHash', await hashPassword(PASSWORD))
  const removeFolder = () => rm(folder, { recursive: true, force: true })
  if (process.env['DIEM_CAU_TEST_POSTGRES'] !== 'required' && postgresBinaries() === null) {
    process.stderr.write('The tests on PostgreSQL are skipped: none is installed here (apt-get install postgresql).\n')
    project.provide('postgres', null)
    return removeFolder
  }
  const server = await startPostgres()
  // Copied for each test: quicker than to migrate each time.
  const { url } = await createDatabase(server.url, MIGRATED)
  await (await openStore(url)).close()
  project.provide('postgres', server.url)
  return async () => {
    await server.stop()
    await removeFolder()
  }
}
