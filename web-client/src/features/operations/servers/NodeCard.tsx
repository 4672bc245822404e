import type { Resource } from '@diem-cau/signaling-contract/operations'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../../api/stores/useMe.ts'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { figureOf, metricOf } from '../figures/figureOf.ts'
import { sinceText } from '../figures/moments.ts'
import { resourcePath } from '../figures/paths.ts'
import { useFigureText } from '../figures/useFigureText.ts'
import { useFindingText } from '../figures/useFindingText.ts'
import { worstFirst } from '../health/findingOrder.ts'
import { HealthMark } from '../health/HealthMark.tsx'
import { DrainDialog } from './DrainDialog.tsx'
import classes from './servers.module.css'
import { WorkerBars } from './WorkerBars.tsx'

interface Props {
  readonly node: Resource
  readonly nodes: readonly Resource[]
  readonly workers: readonly Resource[]
  readonly now: number
  /** False while what is shown is old: nothing is done on the word of old figures. */
  readonly isLive: boolean
}

const FIGURES = [
  'endpoints',
  'consumers',
  'kbitIn',
  'kbitOut',
  'machineCpu',
  'machineMemory',
  'answer',
  'clockOffset',
] as const

/** A media node with its workers, and the button that empties it. */
export function NodeCard({ node, nodes, workers, now, isLive }: Props) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  const findingText = useFindingText()
  const mayManage = useMay('node.manage')
  const [asks, setAsks] = useState(false)
  const { report } = node
  const draining = report?.draining ?? false
  const left = figureOf(node, 'node', 'endpoints')
  return (
    <article className={classes['card']} data-testid="node" data-draining={draining}>
      <div className={classes['cardHead']}>
        <Link to={resourcePath(node)} className={classes['name']}>
          {node.name}
        </Link>
        <HealthMark health={node.health} since={node.since} now={now} />
      </div>
      {draining && (
        <p className={classes['draining']}>
          <StateBadge tone="wait">{t('nodes.draining')}</StateBadge>{' '}
          {left !== null && (left > 0 ? t('nodes.left', { count: left }) : t('nodes.emptied'))}
        </p>
      )}
      {report?.full && !draining && (
        <p className={classes['draining']}>
          <StateBadge tone="wait">{t('nodes.full')}</StateBadge>
        </p>
      )}
      {node.findings.length > 0 && (
        <ul className={classes['findings']}>
          {worstFirst(node.findings).map((finding) => (
            <li key={finding.code}>
              {findingText(finding)} · {t('since', { time: sinceText(finding.since, now) })}
            </li>
          ))}
        </ul>
      )}
      <dl className={classes['figures']}>
        {FIGURES.map((key) => (
          <div key={key}>
            <dt>{t(`metrics.${key}`)}</dt>
            <dd>{figureText(figureOf(node, 'node', key), metricOf('node', key).unit)}</dd>
          </div>
        ))}
      </dl>
      <WorkerBars workers={workers} />
      <div className={classes['cardEnd']}>
        {report ? (
          <span className={classes['dim']}>
            {t('nodes.version', { version: report.version })} ·{' '}
            {t('nodes.started', { time: sinceText(report.startedAt, now) })}
          </span>
        ) : (
          <span className={classes['dim']}>{t('unread')}</span>
        )}
        {mayManage && report && (
          <Button
            variant="default"
            disabled={!isLive || node.health === 'unknown'}
            onClick={() => setAsks(true)}
            aria-label={draining ? t('drain.reopenOf', { name: node.name }) : t('drain.of', { name: node.name })}
            data-testid="drain"
          >
            {draining ? t('drain.reopen') : t('drain.act')}
          </Button>
        )}
      </div>
      {asks && <DrainDialog node={node} nodes={nodes} drains={!draining} onClose={() => setAsks(false)} />}
    </article>
  )
}
