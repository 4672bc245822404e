import type { TestProject } from 'vitest/node'
import { openStore } from '../store/openStore.ts'
import { createDatabase, postgresBinaries, startPostgres } from './startPostgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of a PostgreSQL server that lives for this run; null where none is installed. */
    postgres: string | null
  }
}

/** Database with our schema and no data. */
export const MIGRATED = 'migrated'

/** Vitest's global set-up. `npm test` demands PostgreSQL; a developer's own run may go without. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env['DIEM_CAU_TEST_POSTGRES'] !== 'required' && postgresBinaries() === null) {
    process.stderr.write('The tests on PostgreSQL are skipped: none is installed here (apt-get install postgresql).\n')
    project.provide('postgres', null)
    return undefined
  }
  const server = await startPostgres()
  // Copied for each test: quicker than to migrate each time.
  const { url } = await createDatabase(server.url, MIGRATED)
  await (await openStore(url)).close()
  project.provide('postgres', server.url)
  return () => server.stop()
}
