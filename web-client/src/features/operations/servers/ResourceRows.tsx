import { METRICS, type Resource } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { sinceText } from '../figures/moments.ts'
import { resourcePath } from '../figures/paths.ts'
import { useFigureText } from '../figures/useFigureText.ts'
import { useFindingText } from '../figures/useFindingText.ts'
import { useResourceName } from '../figures/useResourceName.ts'
import { worstFirst } from '../health/findingOrder.ts'
import { HealthMark } from '../health/HealthMark.tsx'
import classes from './servers.module.css'

interface Props {
  readonly id: string
  readonly title: string
  readonly rows: readonly Resource[]
  readonly now: number
}

/** Resources that are few, each with the figures that it has. */
export function ResourceRows({ id, title, rows, now }: Props) {
  return (
    <section className={classes['part']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className={classes['rows']}>
        {rows.map((resource) => (
          <ResourceRow key={resource.id} resource={resource} now={now} />
        ))}
      </ul>
    </section>
  )
}

function ResourceRow({ resource, now }: { readonly resource: Resource; readonly now: number }) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  const findingText = useFindingText()
  const resourceName = useResourceName()
  const { kind, sample, health, since, findings, sampledAt } = resource
  const figures = METRICS[kind].flatMap(({ key, unit }, index) => {
    const value = sample[index] ?? null
    return value === null ? [] : [{ key, text: figureText(value, unit) }]
  })
  return (
    <li className={classes['row']} data-testid={`row-${resource.id}`}>
      <div className={classes['cardHead']}>
        <Link to={resourcePath(resource)} className={classes['name']}>
          {resourceName(resource)}
        </Link>
        <HealthMark health={health} since={since} now={now} />
      </div>
      {findings.length > 0 && (
        <ul className={classes['findings']}>
          {worstFirst(findings).map((finding) => (
            <li key={finding.code}>
              {findingText(finding)} · {t('since', { time: sinceText(finding.since, now) })}
            </li>
          ))}
        </ul>
      )}
      {figures.length > 0 ? (
        <dl className={classes['inline']}>
          {figures.map(({ key, text }) => (
            <div key={key}>
              <dt>{t(`metrics.${key}`)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className={classes['dim']}>{sampledAt === null ? t('noneRead') : t('unread')}</p>
      )}
    </li>
  )
}
