import {
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  type SelectQueryBuilder,
  sql,
  type SqlBool,
} from 'kysely'
import { writeCursor } from './Cursor.ts'

/** One column of an order. */
export type Sorted = readonly [column: Expression<unknown>, order: 'asc' | 'desc']

/** The place of a row: a value for each column of the order, the last of which is no other row's. */
export type RowKey = readonly (string | number)[]

/**
 * True when a row comes after this key. With several columns the first condition adds no meaning, but is one range of the index.
 * @param key as many values as the order has columns
 */
export function follows(order: readonly Sorted[], key: RowKey): Expression<SqlBool> {
  const [[column, direction] = noColumn(), ...others] = order
  const [value, ...rest] = key
  const [after, from] = direction === 'asc' ? [sql.raw('>'), sql.raw('>=')] : [sql.raw('<'), sql.raw('<=')]
  if (others.length === 0) return sql<SqlBool>`${column} ${after} ${value}`
  return sql<SqlBool>`(${column} ${from} ${value} and (${column} ${after} ${value} or ${follows(others, rest)}))`
}

function noColumn(): never {
  throw new RangeError('an order has a column')
}

/**
 * One page of a query: the rows after a key, in order, and one more, which says whether there is another page.
 * @param after null: from the beginning
 * @returns whose rows {@link cutPage} divides
 */
export function pageAfter<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  columns: (eb: ExpressionBuilder<DB, TB>) => readonly Sorted[],
  after: RowKey | null,
  limit: number,
): SelectQueryBuilder<DB, TB, O> {
  const order = columns(expressionBuilder<DB, TB>())
  const rest = after === null ? query : query.where(follows(order, after))
  return order.reduce((sorted, [column, direction]) => sorted.orderBy(column, direction), rest).limit(limit + 1)
}

/** Cuts the rows of a page, and finds the cursor of the next one; null on the last. @param rows up to one more than the limit */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => RowKey,
): { readonly shown: Row[]; readonly next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { shown, next: rows.length > limit && last !== undefined ? writeCursor(keyOf(last)) : null }
}
