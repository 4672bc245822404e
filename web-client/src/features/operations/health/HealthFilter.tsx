import type { Health } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import classes from './health.module.css'
import { HealthIcon } from './HealthIcon.tsx'
import { HEALTHS } from './stableOrder.ts'
import type { HealthCounts } from './troubles.ts'

interface Props {
  readonly counts: HealthCounts
  /** Those that are shown alone; empty: all. */
  readonly chosen: ReadonlySet<Health>
  readonly onChange: (chosen: ReadonlySet<Health>) => void
}

/** How many there are of each health; a press shows these alone. */
export function HealthFilter({ counts, chosen, onChange }: Props) {
  const { t } = useTranslation('operations')
  const toggle = (health: Health) => {
    const next = new Set(chosen)
    if (!next.delete(health)) next.add(health)
    onChange(next)
  }
  return (
    <ul className={classes['counts']} aria-label={t('list.show')}>
      {HEALTHS.map((health) => (
        <li key={health}>
          <button
            type="button"
            className={classes['chip']}
            data-health={health}
            aria-pressed={chosen.has(health)}
            disabled={counts[health] === 0 && !chosen.has(health)}
            onClick={() => toggle(health)}
            data-testid={`filter-${health}`}
          >
            <HealthIcon health={health} />
            {t(`counts.${health}`, { count: counts[health] })}
          </button>
        </li>
      ))}
    </ul>
  )
}
