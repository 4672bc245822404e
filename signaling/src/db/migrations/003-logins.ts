import { type Kysely, sql } from 'kysely'

/** Version 1 compared logins without regard to case; from now on they are kept in lower case. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; login: string }>`select id, login from account`.execute(db)
  for (const { id, login } of rows) {
    const lower = login.toLowerCase()
    if (lower !== login) await sql`update account set login = ${lower} where id = ${id}`.execute(db)
  }
}
