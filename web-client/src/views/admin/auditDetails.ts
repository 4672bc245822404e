interface Words {
  readonly yes: string
  readonly no: string
  readonly nothing: string
  readonly unit: (code: string) => string
  readonly role: (role: string) => string
  /** Words that the server keeps: "password", "totp". */
  readonly value: (word: string) => string
  /** Why a sign-in was refused; what a person wrote as a reason is left alone. */
  readonly reason: (word: string) => string
}

interface DetailLine {
  readonly field: string
  /** Null: there is one value only, no change. */
  readonly before: string | null
  readonly after: string
}

const UNIT_FIELDS = new Set(['unitCode', 'unit', 'parentCode', 'into'])
const WORD_FIELDS = new Set(['method', 'factor'])
/** Of no use to who reads: the marks of rows. */
const HIDDEN = new Set(['changeId', 'roomId'])

/** The details of an entry as lines to read: what was, what is; units and roles by their names. */
export function detailLines(details: Readonly<Record<string, unknown>>, words: Words): DetailLine[] {
  return Object.entries(details)
    .filter(([field]) => !HIDDEN.has(field))
    .map(([field, value]) => {
      const text = (value: unknown) => written(field, value, words)
      // A pair is a change, unless it is a list of things.
      if (Array.isArray(value) && value.length === 2 && field !== 'grants') return { field, before: text(value[0]), after: text(value[1]) }
      if (field === 'grants' && Array.isArray(value) && value.length === 2 && value.every(Array.isArray)) return { field, before: text(value[0]), after: text(value[1]) }
      return { field, before: null, after: text(value) }
    })
}

function written(field: string, value: unknown, words: Words): string {
  if (value === null || value === undefined || value === '') return words.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') {
    const grant = field === 'grants' ? /^(\w+)@(.+)$/.exec(value) : null
    if (grant) return `${words.role(grant[1] ?? '')} (${words.unit(grant[2] ?? '')})`
    return UNIT_FIELDS.has(field) ? words.unit(value) : field === 'role' ? words.role(value) : WORD_FIELDS.has(field) ? words.value(value) : field === 'reason' ? words.reason(value) : value
  }
  if (Array.isArray(value)) return value.length === 0 ? words.nothing : value.map((item) => written(field, item, words)).join(', ')
  return JSON.stringify(value)
}
