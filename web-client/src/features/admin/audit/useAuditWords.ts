import {
  type AuditAction,
  auditActions,
  type AuditDetailWords,
  auditFields,
  auditValues,
  knownUnitKinds,
  Role,
  signInReasons,
  UnitChangeFailure,
  type UnitRule,
} from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { useUnitIndex } from '../../../api/stores/useUnitIndex.ts'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { isOneOf } from '../lists/isOneOf.ts'
import { auditAreas } from './auditAreas.ts'

interface AuditWords {
  /** Names an action: "Đăng nhập". */
  readonly action: (action: string) => string
  /** Names a field: "Tên đăng nhập". */
  readonly field: (field: string) => string
  readonly details: AuditDetailWords
}

/** Words for the content of the audit log. An entry that another version of the program wrote is shown as it is. */
export function useAuditWords(): AuditWords {
  const { t } = useTranslation('audit')
  const { t: tAdmin } = useTranslation('admin')
  const { t: tSchedule } = useTranslation('schedule')
  const failureText = useFailureText()
  const { index } = useUnitIndex()
  const unit = (code: string) => index?.nameOf(code) ?? code
  const role = (word: string) => (isOneOf(Role.options, word) ? tAdmin(`person.roleNames.${word}`) : word)
  const value = (word: string) => (isOneOf(auditValues, word) ? t(`values.${word}`) : word)
  const kind = (word: string) =>
    isOneOf(knownUnitKinds, word)
      ? tSchedule(`units.kind.${word}`)
      : isOneOf(Role.options, word)
        ? role(word)
        : value(word)
  const rule = (said: UnitRule): string => {
    if (said.type === 'unit') return unit(said.code)
    if (said.type === 'group') return t('rules.group')
    if (said.type === 'except') return t('rules.except', { unit: unit(said.code) })
    const kinds = said.kinds?.map(kind).join(', ') ?? ''
    return kinds === ''
      ? t('rules.branch', { unit: unit(said.code) })
      : t('rules.branchOf', { unit: unit(said.code), kinds })
  }
  const reason = (word: string) => {
    if (isOneOf(signInReasons, word)) return t(`reasons.${word}`)
    return isOneOf(UnitChangeFailure.options, word) ? failureText(word) : word
  }
  const area = (beginning: string) => {
    const [subject = ''] = beginning.split('.')
    return isOneOf(auditAreas, subject) ? t(`areas.${subject}`) : beginning
  }
  return {
    action: (action) => (isOneOf<AuditAction>(auditActions, action) ? t(`actions.${action}`) : action),
    field: (field) => (isOneOf(auditFields, field) ? t(`fields.${field}`) : field),
    details: { yes: t('yes'), no: t('no'), nothing: t('nothing'), unit, role, value, kind, reason, action: area, rule },
  }
}
