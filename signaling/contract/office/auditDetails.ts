import { hiddenAuditFields } from './auditFields.ts'
import { UnitRule } from './units.ts'

/** Turns words of the server into words for people; each function gives back what it has no words for. */
export interface AuditDetailWords {
  readonly yes: string
  readonly no: string
  readonly nothing: string
  readonly unit: (code: string) => string
  readonly role: (role: string) => string
  /** Words that the server keeps: "password", "totp", "this". */
  readonly value: (word: string) => string
  /** A kind of unit, or of what happens to one. */
  readonly kind: (kind: string) => string
  /** Words for a reason of a sign-in or the code of an error. A reason that a person wrote is left alone. */
  readonly reason: (word: string) => string
  readonly action: (beginning: string) => string
  readonly rule: (rule: UnitRule) => string
}

interface DetailLine {
  readonly field: string
  /** Null: there is one value only, no change. */
  readonly before: string | null
  readonly after: string
}

const UNIT_FIELDS = new Set(['unitCode', 'unit', 'parentCode', 'into'])
const WORD_FIELDS = new Set(['method', 'factor', 'scope', 'fields', 'answer', 'by', 'limit', 'outcome'])
const LISTS = new Set(['fields', 'rules', 'grants', 'units', 'guests', 'scopes', 'events'])
const hidden: ReadonlySet<string> = new Set(hiddenAuditFields)

/** The details of an entry as lines to read: what was, what is; units and roles by their names. */
export function detailLines(details: Readonly<Record<string, unknown>>, words: AuditDetailWords): DetailLine[] {
  return Object.entries(details)
    .filter(([field]) => !hidden.has(field))
    .map(([field, value]) => {
      const text = (value: unknown) => written(field, value, words)
      return isChange(field, value)
        ? { field, before: text(value[0]), after: text(value[1]) }
        : { field, before: null, after: text(value) }
    })
}

/** A pair is a change, unless it is a list of things. */
function isChange(field: string, value: unknown): value is readonly [unknown, unknown] {
  if (!Array.isArray(value) || value.length !== 2) return false
  return !LISTS.has(field) || value.every(Array.isArray)
}

function written(field: string, value: unknown, words: AuditDetailWords): string {
  if (value === null || value === undefined || value === '') return words.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return field === 'bytes' ? `${Math.ceil(value / 1024)} kB` : String(value)
  if (typeof value === 'string') return said(field, value, words)
  if (Array.isArray(value))
    return value.length === 0 ? words.nothing : value.map((item) => written(field, item, words)).join(', ')
  const rule = UnitRule.safeParse(value)
  return rule.success ? words.rule(rule.data) : JSON.stringify(value)
}

function said(field: string, value: string, words: AuditDetailWords): string {
  if (field === 'grants')
    return value
      .split(' ')
      .map((grant) => grantSaid(grant, words))
      .join(', ')
  if (UNIT_FIELDS.has(field)) return words.unit(value)
  if (WORD_FIELDS.has(field)) return words.value(value)
  if (field === 'role') return words.role(value)
  if (field === 'kind' || field === 'unitKind') return words.kind(value)
  if (field === 'action') return words.action(value)
  return field === 'reason' || field === 'failure' ? words.reason(value) : value
}

function grantSaid(grant: string, words: AuditDetailWords): string {
  const [, role, unit] = /^(\w+)@(.+)$/.exec(grant) ?? []
  return role === undefined || unit === undefined ? grant : `${words.role(role)} (${words.unit(unit)})`
}
