import type { Cause } from '@diem-cau/signaling-contract/operations'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { HealthIcon } from '../health/HealthIcon.tsx'
import { CauseAdvice, EvidenceLines, useCauseTitle } from './CauseText.tsx'
import classes from './why.module.css'

interface Props {
  readonly cause: Cause
  readonly testId: string
  /** Where to go from here. */
  readonly children: ReactNode
}

/** The most likely cause, large, with what shows it and what to do. */
export function LikelyCause({ cause, testId, children }: Props) {
  const { t } = useTranslation('causes')
  const causeTitle = useCauseTitle()
  return (
    <section
      className={classes['first']}
      data-health={cause.health}
      data-testid={testId}
      data-cause={cause.code}
      aria-label={t('likely')}
    >
      <HealthIcon health={cause.health} size="2rem" />
      <div className={classes['body']}>
        <span className={classes['over']}>{t('likely')}</span>
        <h2>{causeTitle(cause)}</h2>
        <EvidenceLines cause={cause} />
        <CauseAdvice cause={cause} />
        {children}
      </div>
    </section>
  )
}
