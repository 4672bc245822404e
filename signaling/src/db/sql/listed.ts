import { type RawBuilder, sql } from 'kysely'

/**
 * These pairs as a table to join with, whose columns both stores call `column1` and `column2`: each is looked up by itself by an index, and a
 * hundred of them are planned as quickly as one, which a hundred selects joined by "union all" are not.
 * @param pairs at least one
 */
export function listed(
  pairs: ReadonlyArray<readonly [string, string]>,
): RawBuilder<{ column1: string; column2: string }> {
  return sql`(values ${sql.join(pairs.map(([first, second]) => sql`(cast(${first} as text), cast(${second} as text))`))})`
}
