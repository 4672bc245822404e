import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export type Unit = {
  readonly code: UnitCode
  readonly parentCode: UnitCode | null
  readonly kind: string
  readonly name: string
}

/** The tree of units, any depth. */
export class UnitStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Parents come before their children. */
  async add(units: readonly Unit[]): Promise<void> {
    await this.#db
      .insertInto('unit')
      .values(units.map(({ code, parentCode, kind, name }) => ({ code, parent_code: parentCode, kind, name })))
      .execute()
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#db.selectFrom('unit').select('code').limit(1).execute()).length === 0
  }

  async find(code: UnitCode): Promise<Unit | null> {
    const row = await this.#db.selectFrom('unit').selectAll().where('code', '=', code).executeTakeFirst()
    return row ? { code: row.code, parentCode: row.parent_code, kind: row.kind, name: row.name } : null
  }

  /** Direct children, by name. */
  async childrenOf(code: UnitCode): Promise<Unit[]> {
    const rows = await this.#db.selectFrom('unit').selectAll().where('parent_code', '=', code).orderBy('name').execute()
    return rows.map((row) => ({ code: row.code, parentCode: row.parent_code, kind: row.kind, name: row.name }))
  }
}
