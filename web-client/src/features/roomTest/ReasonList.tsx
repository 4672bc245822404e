import type { ReadinessReason, Verdict } from '@diem-cau/signaling-contract/readiness'
import { useTranslation } from 'react-i18next'
import { ReasonDrawing } from './ReasonDrawing.tsx'
import classes from './ReasonList.module.css'
import { reasonsOf } from './reasonsOf.ts'

/** What is wrong, the worst first, each with a drawing of what to look at and what to do. */
export function ReasonList({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const { t } = useTranslation('roomTest')
  const reasons: readonly ReadinessReason[] = reasonsOf(verdicts)
  if (reasons.length === 0) return null
  return (
    <section aria-label={t('look')}>
      <ul className={classes['root']} data-testid="test-reasons">
        {reasons.map((reason) => (
          <li key={reason} data-reason={reason}>
            <ReasonDrawing reason={reason} />
            <div>
              <strong>{t(`reason.${reason}`)}</strong>
              <p>{t(`todo.${reason}`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
