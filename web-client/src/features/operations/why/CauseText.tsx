import type { Cause } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { useResourceName } from '../figures/useResourceName.ts'
import classes from './why.module.css'
import { useEvidenceText } from './useEvidenceText.ts'

/** Names a cause; one of servers that are not for who looks is named as that and no more. */
export function useCauseTitle(): (cause: Cause) => string {
  const { t } = useTranslation('causes')
  const resourceName = useResourceName()
  return ({ code, resource, resourceKind, name }) =>
    resource === null
      ? t('hidden.title')
      : t(`causes.${code}.title`, { name: resourceName({ id: resource, kind: resourceKind, name }) })
}

/** What speaks for a cause, one line each. */
export function EvidenceLines({ cause }: { readonly cause: Cause }) {
  const { t } = useTranslation('causes')
  const evidenceText = useEvidenceText()
  const lines = cause.evidence.map((each) => evidenceText(each, cause.resourceKind, cause.name)).filter(Boolean)
  if (lines.length === 0) return null
  return (
    <ul className={classes['evidence']} aria-label={t('evidence.title')}>
      {[...new Set(lines)].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** What to do about a cause. */
export function CauseAdvice({ cause }: { readonly cause: Cause }) {
  const { t } = useTranslation('causes')
  return (
    <p className={classes['advice']}>
      <strong>{t('do')}:</strong> {cause.resource === null ? t('hidden.do') : t(`causes.${cause.code}.do`)}
    </p>
  )
}
