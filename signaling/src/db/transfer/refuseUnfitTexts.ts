import type { Snapshot } from './Snapshot.ts'
import { TransferError } from './TransferError.ts'

/** So many texts are named; whoever mends them runs it again. */
const MOST = 20

/**
 * SQLite keeps texts that PostgreSQL does not take (NUL). They are looked for before anything is sent.
 * @throws TransferError with table, row and column of each
 */
export async function refuseUnfitTexts(snapshot: Snapshot): Promise<void> {
  const found: string[] = []
  for (const table of snapshot.tables) {
    for await (const rows of snapshot.rows(table)) {
      for (const row of rows) {
        for (const [at, column] of table.columns.entries()) {
          const value = row[at]
          if (typeof value !== 'string' || (!value.includes('\u0000') && value.isWellFormed())) continue
          const key = table.key
            .map((name) => `${name} = ${JSON.stringify(row[table.columns.indexOf(name)])}`)
            .join(', ')
          found.push(`table ${table.name}, row ${key}, column ${column}: ${JSON.stringify(value.slice(0, 100))}`)
          if (found.length >= MOST) throw refusal([...found, '…'])
        }
      }
    }
  }
  if (found.length > 0) throw refusal(found)
}

function refusal(found: readonly string[]): TransferError {
  return new TransferError(
    `PostgreSQL does not take the character NUL (\\u0000), which is in:\n  ${found.join('\n  ')}\nNothing was moved. Take it out there (in the pages of the administration, or with the program sqlite3 while the server is stopped), then move again.`,
  )
}
