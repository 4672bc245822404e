/** https://www.sqlite.org/rescode.html */
const SQLITE_BUSY = 5
const SQLITE_UNIQUE = new Set([1555 /* PRIMARYKEY */, 2067 /* UNIQUE */, 2579 /* ROWID */])

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const POSTGRES_UNIQUE = '23505'
/** Serialization failure, deadlock: the same work may well succeed in a moment. */
const POSTGRES_RETRY = new Set(['40001', '40P01'])
/** Classes of failures that are the server's or the way to it, not the query's. */
const POSTGRES_UNAVAILABLE = new Set(['08', '25', '53', '57', '58', 'XX'])

/** Codes that Node gives for a connection; pg adds its own words for one that ended or timed out. */
const CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
])
const PG_CONNECTION =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client was closed|Client has encountered a connection error)/

/** The extended result code of a node:sqlite error, null for any other error. */
export function sqliteCode(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null
  return typeof error.errcode === 'number' ? error.errcode : null
}

/** The SQLSTATE of an error that PostgreSQL sent, null for any other error. */
export function postgresCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('severity' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

/** True if PostgreSQL could not be reached, or went away while it was asked. */
export function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // A name with several addresses: each has failed.
  if (error instanceof AggregateError) return error.errors.some(isConnectionFailure)
  if ('syscall' in error && 'code' in error && typeof error.code === 'string') return CONNECTION.has(error.code)
  return PG_CONNECTION.test(error.message)
}

/** A row with that key is there already, in whichever store. */
export function isUniqueViolation(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === null ? postgresCode(error) === POSTGRES_UNIQUE : SQLITE_UNIQUE.has(code)
}

/** The same transaction, begun again, may succeed: others were in its way. */
export function isWorthRetrying(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === null ? POSTGRES_RETRY.has(postgresCode(error) ?? '') : (code & 0xff) === SQLITE_BUSY
}

/** The store cannot serve at the moment, as opposed to a query that is wrong or breaks a rule of the schema. */
export function isStoreFailure(error: unknown): boolean {
  if (sqliteCode(error) !== null) return true
  const code = postgresCode(error)
  return code === null
    ? isConnectionFailure(error)
    : POSTGRES_UNAVAILABLE.has(code.slice(0, 2)) || POSTGRES_RETRY.has(code)
}
