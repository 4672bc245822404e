import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely, Selectable } from 'kysely'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { inParts } from '../../db/sql/inParts.ts'
import type { Schema } from '../../db/schema.ts'
import { recordFirst } from './UnitHistory.ts'
import { insertUnits } from './unitTable.ts'

export type Unit = {
  readonly code: UnitCode
  readonly parentCode: UnitCode | null
  readonly kind: string
  readonly name: string
  /** See `UnitEntry`. */
  readonly region?: string
}

/** The tree of units, any depth. */
export class UnitStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * New units with their place in the tree and the first row of their history. Parents come before their children.
   * @throws Error when a parent is neither on record nor before it in the list
   */
  async add(units: readonly Unit[]): Promise<void> {
    await inTransaction(this.#db, async (tx) => {
      const paths = await this.#pathsOfParents(tx, units)
      const rows = units.map(({ code, parentCode, kind, name, region = '' }) => {
        const above = parentCode === null ? '/' : paths.get(parentCode)
        if (above === undefined) throw new Error(`the parent ${parentCode} of ${code} is not there`)
        const path = `${above}${code}/`
        paths.set(code, path)
        return { code, parentCode, kind, name, path, region }
      })
      await insertUnits(tx, rows)
      await recordFirst(tx, rows)
    })
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#db.selectFrom('unit').select('code').limit(1).execute()).length === 0
  }

  async find(code: UnitCode): Promise<Unit | null> {
    const row = await this.#db.selectFrom('unit').selectAll().where('code', '=', code).executeTakeFirst()
    return row ? toUnit(row) : null
  }

  /** The root of the tree; of several the one whose code comes first. */
  async topmost(): Promise<Unit | null> {
    const row = await this.#db
      .selectFrom('unit')
      .selectAll()
      .where('parent_code', 'is', null)
      .orderBy('code')
      .executeTakeFirst()
    return row ? toUnit(row) : null
  }

  /** Direct children, by name. */
  async childrenOf(code: UnitCode): Promise<Unit[]> {
    const rows = await this.#db.selectFrom('unit').selectAll().where('parent_code', '=', code).orderBy('name').execute()
    return rows.map(toUnit)
  }

  async #pathsOfParents(tx: Kysely<Schema>, units: readonly Unit[]): Promise<Map<UnitCode, string>> {
    const own = new Set(units.map(({ code }) => code))
    const parents = new Set(
      units.flatMap(({ parentCode }) => (parentCode === null || own.has(parentCode) ? [] : [parentCode])),
    )
    const paths = new Map<UnitCode, string>()
    for (const part of inParts([...parents], 1000)) {
      const rows = await tx.selectFrom('unit').select(['code', 'path']).where('code', 'in', part).execute()
      for (const { code, path } of rows) paths.set(code, path)
    }
    return paths
  }
}

function toUnit({ code, parent_code, kind, name }: Selectable<Schema['unit']>): Unit {
  return { code, parentCode: parent_code, kind, name }
}
