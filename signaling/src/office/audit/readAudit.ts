import { DAY_MS, MeetingError, startOfDay, type UnitCode } from '@diem-cau/signaling-contract'
import type { AuditEntry, AuditPage, AuditQuery } from '@diem-cau/signaling-contract/office'
import { type Expression, type Kysely, type Selectable, sql, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { Allowed } from '../../domain/office/officePermissions.ts'
import { escapeLike, matchesWords } from '../../db/sql/matchesWords.ts'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { readCursor } from '../../db/sql/Cursor.ts'
import { cutPage, pageAfter, type RowKey } from '../../db/sql/pages.ts'
import { branchPaths, scopeCondition } from '../access.ts'

type Filter = Pick<AuditQuery, 'q' | 'from' | 'to' | 'action' | 'actor'>

/** The part of the log that somebody sees. */
export type AuditScope = {
  readonly isWithin: (unit: Expression<UnitCode | null>) => Expression<SqlBool>
  readonly everything: boolean
  readonly withoutUnit: boolean
}

/** The id of the last row of a page. */
const Key = z.tuple([z.int().min(1)])
/** Rows that are fetched at once when all are asked for. */
const BATCH = 1000

/** Rows of units in the reader's branches; rows about no unit for whoever reads the log of a topmost unit. */
export async function auditScope(db: Kysely<Schema>, allowed: Allowed): Promise<AuditScope> {
  const paths = await branchPaths(db, allowed)
  const roots = await db.selectFrom('unit').select('path').where('parent_code', 'is', null).execute()
  const readRoots = roots.filter(({ path }) => paths.includes(path))
  return {
    isWithin: await scopeCondition(db, allowed),
    everything: allowed.all || readRoots.length === roots.length,
    withoutUnit: allowed.all || readRoots.length > 0,
  }
}

/** One page of the log, newest first. */
export async function readAudit(
  db: Kysely<Schema>,
  scope: AuditScope,
  { cursor, limit, ...filter }: AuditQuery,
): Promise<AuditPage> {
  const after = readCursor(Key, cursor)
  const fitting = matching(db, scope, filter)
  const [{ total }, rows] = await Promise.all([
    fitting.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    newestFirst(fitting, after, limit).execute(),
  ])
  const { shown, next } = cutPage(rows, limit, ({ id }) => [id])
  return { items: shown.map(toEntry), total, next }
}

/** All that fits, newest first, a batch at a time: the log may be longer than the memory. */
export async function* streamAudit(
  db: Kysely<Schema>,
  scope: AuditScope,
  filter: Filter,
): AsyncGenerator<readonly Selectable<Schema['audit']>[]> {
  const fitting = matching(db, scope, filter)
  let after: RowKey | null = null
  for (;;) {
    const rows: Selectable<Schema['audit']>[] = await newestFirst(fitting, after, BATCH).execute()
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (rows.length <= BATCH || last === undefined) return
    after = [last.id]
  }
}

function matching(
  db: Kysely<Schema>,
  { isWithin, everything, withoutUnit }: AuditScope,
  { q, from, to, action, actor }: Filter,
) {
  let query = db.selectFrom('audit')
  if (!everything) {
    query = query.where((eb) =>
      eb.or([isWithin(eb.ref('audit.unit_code')), ...(withoutUnit ? [eb('audit.unit_code', 'is', null)] : [])]),
    )
  }
  if (from !== undefined && to !== undefined && from > to)
    throw new MeetingError('badRequest', 'from is after to', { field: 'to', issues: ['to: before from'] })
  if (from !== undefined) query = query.where('at', '>=', startOfDay(from))
  if (to !== undefined) query = query.where('at', '<', startOfDay(to) + DAY_MS)
  if (action !== undefined && action !== '')
    query = query.where(sql<SqlBool>`action like ${`${escapeLike(action)}%`} escape '\\'`)
  if (actor !== undefined) query = query.where('actor_id', '=', actor)
  if (q !== undefined) query = query.where((eb) => matchesWords(eb.ref('audit.search'), q))
  return query
}

function newestFirst(fitting: ReturnType<typeof matching>, after: RowKey | null, limit: number) {
  return pageAfter(fitting.selectAll('audit'), (eb) => [[eb.ref('audit.id'), 'desc']], after, limit)
}

const Details = z.record(z.string(), z.unknown())

function toEntry(row: Selectable<Schema['audit']>): AuditEntry {
  return {
    auditId: row.id,
    at: row.at,
    actor: row.actor_id === null ? null : { accountId: row.actor_id, name: row.actor_name },
    action: row.action,
    subject:
      row.subject_type === null ? null : { type: row.subject_type, id: row.subject_id ?? '', name: row.subject_name },
    ip: row.ip,
    details: readStored(Details, row.details),
  }
}
