import { foldText } from '@diem-cau/signaling-contract'
import { type Expression, sql, type SqlBool } from 'kysely'

/** More than anybody types; each costs a comparison per row. */
const MAX_WORDS = 8

/**
 * Rows whose folded text holds every word of what a person typed, in whatever order and without minding accents.
 * @param column filled by `foldText`
 */
export function matchesWords(column: Expression<string>, typed: string): Expression<SqlBool> {
  const words = foldText(typed)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
  if (words.length === 0) return sql<SqlBool>`1 = 1`
  return sql<SqlBool>`${sql.join(
    words.map((word) => sql`${column} like ${`%${escapeLike(word)}%`} escape '\\'`),
    sql` and `,
  )}`
}

/** Text as it stands, inside of a pattern of LIKE whose escape is a backslash. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
}
