import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Expression, parseSync, type SpreadElement, Visitor } from 'oxc-parser'

/** A statement that changes rows. `table` null: which table cannot be read from the source. */
export type TableWrite = { readonly table: string | null; readonly file: string; readonly line: number }

const HOUSE = 'signaling/src/'

/** Migrations and whole copies of a store write every table; tests write what they need. */
const OUTSIDE = /\.test\.ts$|\/testing\/|\/db\/(migrations|transfer|engine|sql)\//

/** Kysely's ways to begin a statement that changes rows. */
const STATEMENTS = new Set(['insertInto', 'replaceInto', 'updateTable', 'deleteFrom', 'mergeInto'])
/** Our own, which takes the table second. */
const INSERT_MANY = 'insertMany'
const RAW = /\b(insert\s+into|replace\s+into|update\s+\S+\s+set|delete\s+from)\b/i

/**
 * Every statement of the house that changes rows.
 * @param root of the work tree
 * @throws Error for a file that is no TypeScript
 */
export function readTableWrites(root: string): TableWrite[] {
  const tracked = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', `${HOUSE}**/*.ts`],
    { cwd: root, encoding: 'utf8' },
  ).split('\0')
  return tracked
    .filter((file) => file !== '' && !OUTSIDE.test(file))
    .flatMap((file) => writesIn(file, readFileSync(join(root, file), 'utf8')))
}

/** @param text the source of the file */
export function writesIn(file: string, text: string): TableWrite[] {
  const { program, errors } = parseSync(file, text)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  const writes: TableWrite[] = []
  const add = (table: string | null, start: number) =>
    writes.push({ table, file, line: text.slice(0, start).split('\n').length })
  new Visitor({
    CallExpression({ callee, arguments: args, start }) {
      if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier') {
        if (STATEMENTS.has(callee.property.name)) add(tableOf(args[0]), callee.property.start)
      } else if (callee.type === 'Identifier' && callee.name === INSERT_MANY) add(tableOf(args[1]), start)
    },
    TaggedTemplateExpression({ tag, quasi, start }) {
      if (tag.type !== 'Identifier' || tag.name !== 'sql') return
      if (RAW.test(quasi.quasis.map(({ value }) => value.raw).join('?'))) add(null, start)
    },
  }).visit(program)
  return writes
}

/** Lists faults, a line each: tables with more than one file that writes them, and statements whose table cannot be told. */
export function scatteredWrites(writes: readonly TableWrite[]): string[] {
  const unknown = writes.filter(({ table }) => table === null)
  const files = Map.groupBy(
    writes.filter(({ table }) => table !== null),
    ({ table }) => table,
  )
  const scattered = [...files].filter(([, own]) => new Set(own.map(({ file }) => file)).size > 1)
  return [
    ...scattered
      .map(([table, own]) => `${table}: ${own.map(placeOf).join(', ')}`)
      .toSorted((a, b) => a.localeCompare(b)),
    ...unknown.map((write) => `a table that is not named in the call: ${placeOf(write)}`),
  ]
}

const placeOf = ({ file, line }: TableWrite): string => `${file}:${line}`

/** "meeting as m" is the table meeting. */
function tableOf(argument: Expression | SpreadElement | undefined): string | null {
  return argument?.type === 'Literal' && typeof argument.value === 'string'
    ? (argument.value.split(' ')[0] ?? null)
    : null
}
