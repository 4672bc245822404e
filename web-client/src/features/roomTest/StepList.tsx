import type { StepId, Verdict } from '@diem-cau/signaling-contract/readiness'
import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TestProgress } from '../../readiness/RoomTest.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './StepList.module.css'
import { toneOf } from './toneOf.ts'

/** Screens are counted wherever the browser tells of them; nobody can do anything about one that does not. */
const stateOf = ({ step, health }: Verdict) => (step === 'screens' && health === 'unknown' ? 'untold' : health)

/** Each step with its state, as the test goes on. Of lines one row for each media node. */
export function StepList({ waiting, verdicts }: TestProgress) {
  const { t } = useTranslation('roomTest')
  const lines = verdicts.filter(({ step }) => step === 'line')
  const name = (verdict: Verdict) =>
    verdict.step === 'line' && lines.length > 1
      ? t('lineTo', { number: lines.indexOf(verdict) + 1 })
      : t(`step.${verdict.step}`)
  return (
    <ul className={classes['root']} aria-label={t('steps')} data-testid="test-steps">
      {verdicts.map((verdict) => (
        <li
          key={`${verdict.step} ${verdict.node ?? ''}`}
          data-testid="test-step"
          data-step={verdict.step}
          data-health={verdict.health}
          data-reasons={verdict.reasons.join(' ')}
        >
          <span>{name(verdict)}</span>
          <StateBadge tone={toneOf(verdict.health)}>{t(`state.${stateOf(verdict)}`)}</StateBadge>
        </li>
      ))}
      {waiting.filter((step) => step !== 'line' || lines.length === 0).map(running)}
    </ul>
  )

  function running(step: StepId) {
    return (
      <li key={step} data-testid="test-step" data-step={step} data-health="waiting">
        <span>{t(`step.${step}`)}</span>
        <span className={classes['waiting']}>
          <Loader size="xs" aria-hidden /> {t('state.waiting')}
        </span>
      </li>
    )
  }
}
