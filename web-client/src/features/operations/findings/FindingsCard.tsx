import type { Resource } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { exactText, sinceText } from '../figures/moments.ts'
import { useFindingText } from '../figures/useFindingText.ts'
import { worstFirst } from '../health/findingOrder.ts'
import { HealthIcon } from '../health/HealthIcon.tsx'
import classes from './FindingsCard.module.css'

/** What is wrong, since when, and what to do; or that nobody can say. */
export function FindingsCard({ resource, now }: { readonly resource: Resource; readonly now: number }) {
  const { t } = useTranslation('operations')
  const findingText = useFindingText()
  const { findings, health, sampledAt } = resource
  const isUnread = health === 'unknown'
  return (
    <ul className={classes['findings']} aria-label={t('endpoint.findings')} data-testid="findings">
      {isUnread && (
        <li data-health="unknown">
          <HealthIcon health="unknown" size="1.6em" />
          <span>
            <strong>{t('health.unknown')}</strong>
            <span>{t('endpoint.unknown', { time: sampledAt === null ? t('noneRead') : exactText(sampledAt) })}</span>
          </span>
        </li>
      )}
      {worstFirst(findings).map((finding) => (
        <li key={finding.code} data-health={finding.health} data-testid={`finding-${finding.code}`}>
          <HealthIcon health={finding.health} size="1.6em" />
          <span>
            <strong>
              {findingText(finding)} · {t('since', { time: sinceText(finding.since, now) })}
            </strong>
            <span>{t(`findings.${finding.code}.do`)}</span>
          </span>
        </li>
      ))}
      {findings.length === 0 && !isUnread && (
        <li data-health="good">
          <HealthIcon health="good" size="1.6em" />
          <span>
            <strong>{t('endpoint.noFindings')}</strong>
          </span>
        </li>
      )}
    </ul>
  )
}
