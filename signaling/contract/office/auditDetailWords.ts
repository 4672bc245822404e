import { errorTexts } from '../errors/errorTexts.ts'
import type { AuditDetailWords } from './auditDetails.ts'
import { auditWords } from './auditWords.ts'
import { kindWords, roleWords } from './tableWords.ts'
import type { UnitRule } from './units.ts'

type Language = 'vi' | 'en'
type Words = Readonly<Record<string, string | undefined>>

const areas = {
  vi: {
    signIn: 'đăng nhập',
    account: 'người dùng',
    room: 'phòng họp',
    unit: 'đơn vị',
    group: 'nhóm đơn vị',
    meeting: 'cuộc họp',
    minutes: 'biên bản',
    paper: 'tài liệu',
    invitation: 'trả lời giấy mời',
    mail: 'thư',
  },
  en: {
    signIn: 'sign-in',
    account: 'people',
    room: 'rooms',
    unit: 'units',
    group: 'groups of units',
    meeting: 'meetings',
    minutes: 'minutes',
    paper: 'papers',
    invitation: 'answers to invitations',
    mail: 'mail',
  },
} satisfies Record<Language, Words>

/** How the audit log says what it holds. @param unit a unit's name by its code; the code itself where there is none */
export function auditDetailWords(language: Language, unit: (code: string) => string): AuditDetailWords {
  const values: Words = auditWords[language].values
  const reasons: Words = { ...errorTexts[language], ...auditWords[language].reasons }
  const named: Readonly<Record<string, Readonly<Record<Language, string>> | undefined>> = { ...roleWords, ...kindWords }
  const areaOf: Words = areas[language]
  const ofKind = (kind: string) => named[kind]?.[language] ?? values[kind] ?? kind
  return {
    ...(language === 'vi' ? { yes: 'có', no: 'không', nothing: 'trống' } : { yes: 'yes', no: 'no', nothing: 'empty' }),
    unit,
    role: (role) => named[role]?.[language] ?? role,
    value: (word) => values[word] ?? word,
    kind: ofKind,
    reason: (word) => reasons[word] ?? word,
    action: (beginning) => areaOf[beginning.split('.')[0] ?? ''] ?? beginning,
    rule: (rule) => ruleSaid(rule, language, unit, ofKind),
  }
}

function ruleSaid(
  rule: UnitRule,
  language: Language,
  unit: (code: string) => string,
  kind: (kind: string) => string,
): string {
  const isVietnamese = language === 'vi'
  if (rule.type === 'unit') return unit(rule.code)
  if (rule.type === 'group') return isVietnamese ? 'một nhóm đơn vị' : 'a group of units'
  if (rule.type === 'except') return `${isVietnamese ? 'trừ' : 'except'} ${unit(rule.code)}`
  const below = rule.kinds?.map(kind).join(', ') ?? ''
  return `${unit(rule.code)} ${isVietnamese ? 'và các đơn vị trực thuộc' : 'and those below it'}${below === '' ? '' : ` (${below})`}`
}

/** "Đăng nhập"; an action of another version of this program as it is. */
export function auditActionText(language: Language, action: string): string {
  const [subject = '', done = ''] = action.split('.')
  const subjects: Readonly<Record<string, Words | undefined>> = auditWords[language].actions
  return subjects[subject]?.[done] ?? action
}

/** "Tên đăng nhập"; a field of another version of this program as it is. */
export function auditFieldText(language: Language, field: string): string {
  const fields: Words = auditWords[language].fields
  return fields[field] ?? field
}
