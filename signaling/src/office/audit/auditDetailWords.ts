import type { AuditDetailWords, UnitRule } from '@diem-cau/signaling-contract/office'
import { kindWords, roleWords } from '../tables/tableWords.ts'
import { auditWords } from './auditWords.ts'

type Words = Readonly<Record<string, string | undefined>>

/** Words in which the workbook of the audit log says what the log holds. @param unit a unit's name by its code; the code itself where there is none */
export function auditDetailWords(unit: (code: string) => string): AuditDetailWords {
  const values: Words = auditWords.values
  const reasons: Words = { ...auditWords.failures, ...auditWords.reasons }
  const named: Readonly<Record<string, { readonly vi: string } | undefined>> = { ...roleWords, ...kindWords }
  const ofKind = (kind: string) => named[kind]?.vi ?? values[kind] ?? kind
  return {
    yes: 'có',
    no: 'không',
    nothing: 'trống',
    unit,
    role: (role) => named[role]?.vi ?? role,
    value: (word) => values[word] ?? word,
    kind: ofKind,
    reason: (word) => reasons[word] ?? word,
    action: (beginning) => auditWords.areas[beginning.split('.')[0] ?? ''] ?? beginning,
    rule: (rule) => ruleSaid(rule, unit, ofKind),
  }
}

function ruleSaid(rule: UnitRule, unit: (code: string) => string, kind: (kind: string) => string): string {
  if (rule.type === 'unit') return unit(rule.code)
  if (rule.type === 'group') return 'một nhóm đơn vị'
  if (rule.type === 'except') return `trừ ${unit(rule.code)}`
  const kinds = rule.kinds?.map(kind).join(', ') ?? ''
  return `${unit(rule.code)} và các đơn vị trực thuộc${kinds === '' ? '' : ` (${kinds})`}`
}

/** "Đăng nhập"; an action of another version of this program as it is. */
export function auditActionText(action: string): string {
  const [subject = '', done = ''] = action.split('.')
  const subjects: Readonly<Record<string, Words | undefined>> = auditWords.actions
  return subjects[subject]?.[done] ?? action
}

/** "Tên đăng nhập"; a field of another version of this program as it is. */
export function auditFieldText(field: string): string {
  const fields: Words = auditWords.fields
  return fields[field] ?? field
}
