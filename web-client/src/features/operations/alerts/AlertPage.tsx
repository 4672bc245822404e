import type { AlertDetail, AlertResource } from '@diem-cau/signaling-contract/operations'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { alertQueries } from '../../../api/office/alertsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { Callout } from '../../../ui/Callout.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { sinceText } from '../figures/moments.ts'
import { resourcePath } from '../figures/paths.ts'
import { useResourceName } from '../figures/useResourceName.ts'
import { OperationsFrame } from '../frame/OperationsFrame.tsx'
import { HealthIcon } from '../health/HealthIcon.tsx'
import { AcknowledgeButton } from './AcknowledgeButton.tsx'
import { alertTone } from './alertTone.ts'
import classes from './alerts.module.css'
import { useAlertTitle, useRuleName } from './useAlertText.ts'

/** One alert: what to do, where it is and was, and who was told when and how. */
export function AlertPage() {
  const { t } = useTranslation('alerts')
  const { alertId = '' } = useParams()
  const { data, failure, refresh } = useLoad(alertQueries.one(alertId))
  const alertTitle = useAlertTitle()
  return (
    <OperationsFrame
      title={data ? alertTitle(data) : t('one')}
      testId="alert-page"
      back={{ to: '/operations/alerts', text: t('title') }}
      beside={data && <StateBadge tone={alertTone[data.state]}>{t(`states.${data.state}`)}</StateBadge>}
      tools={data?.state === 'open' && <AcknowledgeButton alertId={alertId} name={alertTitle(data)} />}
    >
      {failure !== null && <LoadFailed title={t('failed')} failure={failure} onRetry={refresh} />}
      {data === null && failure === null && <Skeletons heights={[4, 12, 8]} />}
      {data && <Detail alert={data} />}
    </OperationsFrame>
  )
}

function Detail({ alert }: { readonly alert: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const ruleName = useRuleName()
  const [now] = useState(serverNow)
  const { code, state, raisedAt, clearedAt, tellAt, ruleId } = alert
  return (
    <>
      {state !== 'cleared' && (
        <Callout kind="hint" title={t('whatToDo')} text={t(`findings.${code}.do`, { ns: 'operations' })} />
      )}
      <dl className={classes['facts']}>
        <Fact name={t('fact.raised')} value={sinceText(raisedAt, now)} />
        {clearedAt !== null && <Fact name={t('fact.cleared')} value={sinceText(clearedAt, now)} />}
        {tellAt !== null && <Fact name={t('fact.tells')} value={sinceText(tellAt, now)} />}
        <Fact name={t('fact.rule')} value={ruleName({ ruleId, name: alert.ruleName })} />
      </dl>
      <section className={classes['part']} aria-labelledby="alert-places">
        <h2 id="alert-places">{t('places', { count: alert.resourceCount })}</h2>
        <ul className={classes['rows']}>
          {alert.resources.map((resource) => (
            <PlaceRow key={resource.resource} place={resource} now={now} />
          ))}
        </ul>
      </section>
      <section className={classes['part']} aria-labelledby="alert-told">
        <h2 id="alert-told">{t('whoWasTold')}</h2>
        {alert.told.length === 0 ? (
          <p className={classes['dim']}>{t('nobodyTold')}</p>
        ) : (
          <ul className={classes['rows']} data-testid="alert-told">
            {alert.told.map(({ at, why, way, name, resources }) => (
              <li key={`${at} ${why} ${way} ${name}`}>
                <span className={classes['grow']}>
                  <strong>{name}</strong>
                  <span className={classes['dim']}>
                    {[t(`why.${why}`), t(`ways.${way}`), t('places', { count: resources })].join(' · ')}
                  </span>
                </span>
                <time className={classes['dim']}>{sinceText(at, now)}</time>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function PlaceRow({ place, now }: { readonly place: AlertResource; readonly now: number }) {
  const { t } = useTranslation('alerts')
  const resourceName = useResourceName()
  const { resource, kind, name, health, since, clearedAt, acknowledgedAt, acknowledgedBy, escalatedAt } = place
  return (
    <li data-cleared={clearedAt !== null} data-health={health} data-testid="alert-place">
      <HealthIcon health={clearedAt === null ? health : 'good'} />
      <span className={classes['grow']}>
        <Link to={resourcePath({ id: resource, kind })}>{resourceName({ id: resource, kind, name })}</Link>
        <span className={classes['dim']}>
          {[
            t('since', { time: sinceText(since, now) }),
            clearedAt === null ? null : t('cleared', { time: sinceText(clearedAt, now) }),
            escalatedAt === null ? null : t('escalated', { time: sinceText(escalatedAt, now) }),
            acknowledgedAt === null
              ? null
              : t('takenBy', { name: acknowledgedBy, time: sinceText(acknowledgedAt, now) }),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </span>
    </li>
  )
}
