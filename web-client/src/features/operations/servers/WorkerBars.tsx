import type { Resource } from '@diem-cau/signaling-contract/operations'
import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { figureOf } from '../figures/figureOf.ts'
import { resourcePath } from '../figures/paths.ts'
import { useFigureText } from '../figures/useFigureText.ts'
import classes from './servers.module.css'

/** The workers of a node, each with the part of a core that it takes. */
export function WorkerBars({ workers }: { readonly workers: readonly Resource[] }) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  if (workers.length === 0) return null
  return (
    <ul className={classes['workers']} aria-label={t('nodes.workers')}>
      {workers.map((worker, index) => {
        const cpu = figureOf(worker, 'worker', 'cpu')
        const words = {
          number: index + 1,
          cpu: figureText(cpu, 'percent'),
          endpoints: figureText(figureOf(worker, 'worker', 'endpoints'), 'count'),
        }
        return (
          <li key={worker.id}>
            <Link to={resourcePath(worker)} data-health={worker.health}>
              <VisuallyHidden>{t('nodes.workerBar', words)}</VisuallyHidden>
              <span aria-hidden>{index + 1}</span>
              <span className={classes['track']} aria-hidden>
                {cpu !== null && <span style={{ width: `${Math.min(100, Math.max(0, cpu))}%` }} />}
              </span>
              <span className={classes['value']} aria-hidden>
                {words.cpu}
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
