import type { Resource } from '@diem-cau/signaling-contract/operations'
import { IconMicrophone } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { figureOf } from '../figures/figureOf.ts'
import { clockTime } from '../../../time/formatTime.ts'
import { resourcePath } from '../figures/paths.ts'
import { useFigureText } from '../figures/useFigureText.ts'
import { useFindingText } from '../figures/useFindingText.ts'
import { firstFinding } from '../health/findingOrder.ts'
import { HealthIcon } from '../health/HealthIcon.tsx'
import classes from './EndpointGrid.module.css'
import { shortName } from './shortName.ts'

interface Props {
  readonly resource: Resource
  readonly hasFloor: boolean
}

/** One endpoint: its name, and what is worst with it in a few words. It is read from three metres away. */
export const EndpointCell = memo(function EndpointCell({ resource, hasFloor }: Props) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  const findingText = useFindingText()
  const { name, health, since, findings } = resource
  const finding = firstFinding(findings)
  const rtt = figureText(figureOf(resource, 'endpoint', 'rtt'), 'ms')
  const loss = figureText(worstLoss(resource), 'percent')
  const unread = health === 'unknown' ? t('unread') : null
  const detail = finding === null ? (unread ?? t('list.quiet', { rtt, loss })) : findingText(finding)
  const short = finding === null ? (unread ?? `${rtt} · ${loss}`) : findingText(finding, 'short')
  const time = clockTime(since)
  return (
    <Link
      to={resourcePath(resource)}
      className={classes['cell']}
      data-health={health}
      data-testid="endpoint-cell"
      title={name}
    >
      <span className={classes['name']}>
        <HealthIcon health={health} size="1em" />
        <span aria-hidden>{shortName(name)}</span>
        {hasFloor && <IconMicrophone size="1em" className={classes['floor']} role="img" aria-label={t('list.floor')} />}
      </span>
      <span className={classes['heard']}>
        {t('list.label', { name, health: t(`health.${health}`), since: time, detail })}
      </span>
      <span className={classes['detail']} aria-hidden>
        <span>{short}</span>
        {health !== 'good' && <time>{time}</time>}
      </span>
    </Link>
  )
})

function worstLoss(resource: Resource): number | null {
  const [up, down] = [figureOf(resource, 'endpoint', 'upLoss'), figureOf(resource, 'endpoint', 'downLoss')]
  return up === null ? down : down === null ? up : Math.max(up, down)
}
