import pg from 'pg'

const { builtins } = pg.types
type Oid = Parameters<typeof pg.types.getTypeParser>[0]

/**
 * PostgreSQL's numbers as SQLite gives them: int8, and numeric (what sum() makes of int8), as a JS number.
 * @throws RangeError for a whole number that a JS number cannot hold exactly; node:sqlite throws then too
 */
export const postgresTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: Oid, format?: 'text' | 'binary') => {
    if ((oid === builtins.INT8 || oid === builtins.NUMERIC) && format !== 'binary') return exactNumber
    return pg.types.getTypeParser(oid, format)
  },
}

function exactNumber(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RangeError(`PostgreSQL sent ${text}, which is too large for a JS number`)
  return value
}
