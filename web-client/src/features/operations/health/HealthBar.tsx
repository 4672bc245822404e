import { useTranslation } from 'react-i18next'
import classes from './health.module.css'
import { HEALTHS } from './stableOrder.ts'
import type { HealthCounts } from './troubles.ts'

/** How many are well and how many are not, as a bar and in words. */
export function HealthBar({ counts }: { readonly counts: HealthCounts }) {
  const { t } = useTranslation('operations')
  const shown = HEALTHS.filter((health) => counts[health] > 0)
  const words = shown.map((health) => t(`counts.${health}`, { count: counts[health] })).join(' · ')
  return (
    <div>
      <div className={classes['bar']} aria-hidden>
        {shown.map((health) => (
          <span
            key={health}
            className={classes['mark']}
            data-health={health}
            style={{ flexGrow: counts[health], flexBasis: 0 }}
          />
        ))}
      </div>
      <span>{words}</span>
    </div>
  )
}
