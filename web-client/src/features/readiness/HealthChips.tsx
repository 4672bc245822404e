import type { Health } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { HealthIcon } from '../operations/health/HealthIcon.tsx'
import { HEALTHS } from '../operations/health/stableOrder.ts'
import classes from './Board.module.css'

interface Props {
  readonly counts: Readonly<Record<Health, number>>
  /** Those that are shown alone; empty: all. */
  readonly chosen: ReadonlySet<Health>
  readonly onChange: (chosen: ReadonlySet<Health>) => void
}

/** The legend: what each colour and shape means, how many rooms there are of it; a press shows these alone. */
export function HealthChips({ counts, chosen, onChange }: Props) {
  const { t } = useTranslation('board')
  const toggle = (health: Health) => {
    const next = new Set(chosen)
    if (!next.delete(health)) next.add(health)
    onChange(next)
  }
  return (
    <ul className={classes['chips']} aria-label={t('legend')}>
      {HEALTHS.map((health) => (
        <li key={health}>
          <button
            type="button"
            className={classes['chip']}
            data-health={health}
            aria-pressed={chosen.has(health)}
            onClick={() => toggle(health)}
            data-testid={`board-${health}`}
          >
            <HealthIcon health={health} />
            <strong>{counts[health]}</strong> {t(`health.${health}`)}
          </button>
        </li>
      ))}
    </ul>
  )
}
