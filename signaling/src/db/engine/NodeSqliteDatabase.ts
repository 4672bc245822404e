import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/** Statements are prepared once: Kysely compiles the same query to the same text. */
const MAX_PREPARED = 200

/** node:sqlite in the shape that Kysely's own SQLite dialect drives. */
export class NodeSqliteDatabase implements SqliteDatabase {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, SqliteStatement>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#prepared.get(sql)
    if (known) return known
    if (sql === 'rollback') return this.#rollback()
    // A transaction begins for writing at once, because one that begins to write later may find that another program wrote meanwhile.
    const statement = adapt(this.#database.prepare(sql === 'begin' ? 'begin immediate' : sql))
    const oldest = this.#prepared.keys().next()
    if (this.#prepared.size >= MAX_PREPARED && !oldest.done) this.#prepared.delete(oldest.value)
    this.#prepared.set(sql, statement)
    return statement
  }

  /** A full disk has rolled back already: doing it again would fail, and hide why. */
  #rollback(): SqliteStatement {
    return {
      reader: false,
      all: () => [],
      run: () => {
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
        return { changes: 0, lastInsertRowid: 0 }
      },
      iterate: () => [].values(),
    }
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }
}

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(bindable)),
    run: (parameters) => statement.run(...parameters.map(bindable)),
    iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
  }
}

function bindable(value: unknown): SQLInputValue {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
      return value
    case 'boolean':
      return value ? 1 : 0
    default:
      if (value === null || value === undefined) return null
      if (value instanceof Uint8Array) return value
      throw new TypeError(`SQLite cannot bind a value of type ${typeof value}`)
  }
}
