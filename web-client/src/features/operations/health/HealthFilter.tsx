import type { Health } from '@diem-cau/signaling-contract/operations'
import classes from './health.module.css'
import { HealthIcon } from './HealthIcon.tsx'
import { HEALTHS } from './stableOrder.ts'
import type { HealthCounts } from './troubles.ts'

interface Props {
  readonly label: string
  readonly textOf: (health: Health) => string
  /** They are the page's legend too: each with its number before its text, and one that nothing has can be pressed. */
  readonly legend?: boolean
  readonly testId: string
  readonly counts: HealthCounts
  /** Those that are shown alone; empty: all. */
  readonly chosen: ReadonlySet<Health>
  readonly onChange: (chosen: ReadonlySet<Health>) => void
}

/** How many there are of each health; a press shows these alone. */
export function HealthFilter({ label, textOf, legend = false, testId, counts, chosen, onChange }: Props) {
  const toggle = (health: Health) => {
    const next = new Set(chosen)
    if (!next.delete(health)) next.add(health)
    onChange(next)
  }
  return (
    <ul className={classes['counts']} aria-label={label}>
      {HEALTHS.map((health) => (
        <li key={health}>
          <button
            type="button"
            className={classes['chip']}
            data-health={health}
            aria-pressed={chosen.has(health)}
            disabled={!legend && counts[health] === 0 && !chosen.has(health)}
            onClick={() => toggle(health)}
            data-testid={`${testId}-${health}`}
          >
            <HealthIcon health={health} />
            {legend && <strong>{counts[health]}</strong>}
            {textOf(health)}
          </button>
        </li>
      ))}
    </ul>
  )
}
