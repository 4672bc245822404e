import { UnitCode, type UnitRef } from '@diem-cau/signaling-contract'
import type { UnitListItem, UnitPage, UnitQuery } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { Allowed } from '../../domain/office/officePermissions.ts'
import { inParts } from '../../db/sql/inParts.ts'
import { matchesWords } from '../../db/sql/matchesWords.ts'
import type { Schema } from '../../db/schema.ts'
import { branchRange, codesOfPath } from '../../db/sql/unitPath.ts'
import { KeyText, readCursor } from '../../db/sql/Cursor.ts'
import { cutPage, pageAfter } from '../../db/sql/pages.ts'
import { branchPaths, withinScope } from '../access.ts'

type UnitRow = Selectable<Schema['unit']>

/** The name and code of the last unit of a page. */
const Key = z.tuple([KeyText, UnitCode])

/** One page of units in the order of their names; open ones only, unless closed ones are asked for too. */
export async function listUnits(db: Kysely<Schema>, query: UnitQuery, scope: Allowed): Promise<UnitPage> {
  const after = readCursor(Key, query.cursor)
  const paths = await branchPaths(db, scope)
  const under =
    query.under === undefined
      ? null
      : await db.selectFrom('unit').select('path').where('code', '=', query.under).executeTakeFirst()
  if (under === undefined) return { items: [], total: 0, next: null }
  let fitting = db.selectFrom('unit').where((eb) => withinScope(eb, scope, paths))
  if (query.closed !== true) fitting = fitting.where('status', '=', 'open')
  if (query.parent !== undefined) fitting = fitting.where('parent_code', '=', query.parent)
  if (query.kind !== undefined) fitting = fitting.where('kind', '=', query.kind)
  if (under !== null) {
    const { from, to } = branchRange(under.path)
    fitting = fitting.where('path', '>=', from).where('path', '<', to)
  }
  const { q } = query
  if (q !== undefined) fitting = fitting.where((eb) => matchesWords(eb.ref('unit.search'), q))

  const page = pageAfter(
    fitting.selectAll('unit'),
    (eb) => [
      [eb.ref('search'), 'asc'],
      [eb.ref('code'), 'asc'],
    ],
    after,
    query.limit,
  )
  const [{ total }, rows] = await Promise.all([
    fitting.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    page.execute(),
  ])
  const { shown, next } = cutPage(rows, query.limit, ({ search, code }) => [search, code])
  return { items: await toListItems(db, shown), total, next }
}

/** Rows of units as a list shows them, with what hangs on them: three queries, however many there are. */
export async function toListItems(db: Kysely<Schema>, rows: readonly UnitRow[]): Promise<UnitListItem[]> {
  if (rows.length === 0) return []
  const codes = rows.map(({ code }) => code)
  const [known, children, members] = await Promise.all([
    currentUnits(
      db,
      rows.flatMap(({ path, successor_code }) => [
        ...codesOfPath(path),
        ...(successor_code === null ? [] : [successor_code]),
      ]),
    ),
    db
      .selectFrom('unit')
      .select(['parent_code', (eb) => eb.fn.countAll<number>().as('count')])
      .where('parent_code', 'in', codes)
      .where('status', '=', 'open')
      .groupBy('parent_code')
      .execute(),
    db
      .selectFrom('account')
      .select(['unit_code', 'kind', (eb) => eb.fn.countAll<number>().as('count')])
      .where('unit_code', 'in', codes)
      .where('kind', 'in', ['person', 'room'])
      .where('disabled', '=', 0)
      .groupBy(['unit_code', 'kind'])
      .execute(),
  ])
  const childrenOf = new Map(children.map(({ parent_code, count }) => [parent_code, count]))
  const membersOf = new Map(members.map(({ unit_code, kind, count }) => [`${kind} ${unit_code}`, count]))
  const ref = (code: UnitCode): UnitRef => ({ code, name: known.get(code)?.name ?? code })
  const inherited = (above: readonly UnitCode[]) => {
    const from = above.findLast((code) => known.get(code)?.region)
    return from === undefined ? null : { region: known.get(from)?.region ?? '', from: ref(from) }
  }
  return rows.map((row) => ({
    code: row.code,
    parentCode: row.parent_code,
    kind: row.kind,
    name: row.name,
    status: row.status,
    successor: row.successor_code === null ? null : ref(row.successor_code),
    region: row.region,
    inheritedRegion: inherited(codesOfPath(row.path).slice(0, -1)),
    version: row.version,
    path: codesOfPath(row.path).slice(0, -1).map(ref),
    children: childrenOf.get(row.code) ?? 0,
    accounts: membersOf.get(`person ${row.code}`) ?? 0,
    rooms: membersOf.get(`room ${row.code}`) ?? 0,
  }))
}

type CurrentUnit = Pick<UnitRow, 'name' | 'region'>

async function currentUnits(db: Kysely<Schema>, codes: readonly UnitCode[]): Promise<Map<UnitCode, CurrentUnit>> {
  const units = new Map<UnitCode, CurrentUnit>()
  for (const part of inParts([...new Set(codes)], 1000)) {
    const rows = await db.selectFrom('unit').select(['code', 'name', 'region']).where('code', 'in', part).execute()
    for (const { code, name, region } of rows) units.set(code, { name, region })
  }
  return units
}
