import type { Health } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { sinceText } from '../figures/moments.ts'
import classes from './health.module.css'
import { HealthIcon } from './HealthIcon.tsx'

interface Props {
  readonly health: Health
  /** When it became so, and the time now; milliseconds since the epoch. */
  readonly since?: number
  readonly now?: number
}

/** A health in a word, with since when it is so. */
export function HealthMark({ health, since, now }: Props) {
  const { t } = useTranslation('operations')
  const word = t(`health.${health}`)
  return (
    <span className={classes['mark']} data-health={health} data-testid="health">
      <HealthIcon health={health} />
      {since === undefined || now === undefined
        ? word
        : t('healthSince', { health: word, time: sinceText(since, now) })}
    </span>
  )
}
