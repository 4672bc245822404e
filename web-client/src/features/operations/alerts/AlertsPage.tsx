import type { Alert } from '@diem-cau/signaling-contract/operations'
import { Button } from '@mantine/core'
import { IconBellCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { alertQueries } from '../../../api/office/alertsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { useNow } from '../../../time/useNow.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { sinceText } from '../figures/moments.ts'
import { OperationsFrame } from '../frame/OperationsFrame.tsx'
import { HealthIcon } from '../health/HealthIcon.tsx'
import { AcknowledgeButton } from './AcknowledgeButton.tsx'
import { alertTone } from './alertTone.ts'
import classes from './alerts.module.css'
import { useAlertTitle, useRuleName } from './useAlertText.ts'

/** Alerts that are now, or all that were: what it is, where, since when, and whether somebody looks after it. */
export function AlertsPage() {
  const { t } = useTranslation('alerts')
  const [params] = useSearchParams()
  const state = params.get('state') === 'all' ? 'all' : 'now'
  const before = Number(params.get('before') ?? 0) || null
  const { data, failure, refresh } = useLoad(alertQueries.list(state, before))
  return (
    <OperationsFrame
      title={t('title')}
      testId="alerts"
      tools={
        <nav className={classes['filter']} aria-label={t('show')}>
          <Link to="/operations/alerts" aria-current={state === 'now' ? 'page' : undefined}>
            {t('showNow')}
          </Link>
          <Link to="/operations/alerts?state=all" aria-current={state === 'all' ? 'page' : undefined}>
            {t('showAll')}
          </Link>
          <Link to="/operations/alert-rules" data-testid="alert-rules-link">
            {t('rules.title')}
          </Link>
        </nav>
      }
    >
      {failure !== null && <LoadFailed title={t('failed')} failure={failure} onRetry={refresh} />}
      {data === null && failure === null && <Skeletons heights={[5, 5, 5]} />}
      {data?.alerts.length === 0 && (
        <Empty
          icon={<IconBellCheck size="1em" stroke={1.4} />}
          title={t(state === 'now' ? 'none' : 'noneEver')}
          text={t(state === 'now' ? 'noneHint' : 'noneEverHint')}
        />
      )}
      {data && data.alerts.length > 0 && <AlertList alerts={data.alerts} />}
      {data?.more === true && (
        <div>
          <Button
            component={Link}
            variant="default"
            to={`/operations/alerts?state=${state}&before=${data.alerts.at(-1)?.raisedAt ?? ''}`}
          >
            {t('older')}
          </Button>
        </div>
      )}
    </OperationsFrame>
  )
}

function AlertList({ alerts }: { readonly alerts: readonly Alert[] }) {
  const { t } = useTranslation('alerts')
  // What nobody looks after stands first.
  const order = { open: 0, acknowledged: 1, cleared: 2 }
  const sorted = alerts.toSorted((a, b) => order[a.state] - order[b.state] || b.raisedAt - a.raisedAt)
  return (
    <ul className={classes['list']} aria-label={t('title')}>
      {sorted.map((alert) => (
        <AlertCard key={alert.alertId} alert={alert} />
      ))}
    </ul>
  )
}

/** Names that a card has. */
const NAMED = 6

function AlertCard({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('alerts')
  const title = useAlertTitle()(alert)
  const ruleName = useRuleName()({ ruleId: alert.ruleId, name: alert.ruleName })
  const now = useNow(30_000)
  const { state, raisedAt, toldAt, tellAt, clearedAt, resources, resourceCount } = alert
  const open = resources.filter((resource) => resource.clearedAt === null)
  const shown = (open.length > 0 ? open : resources).slice(0, NAMED)
  const health = resources.some((resource) => resource.health === 'bad') ? 'bad' : 'weak'
  const who = resources.find(({ acknowledgedBy }) => acknowledgedBy !== '')?.acknowledgedBy ?? ''
  return (
    <li className={classes['card']} data-state={state} data-testid="alert" data-health={health}>
      <HealthIcon health={state === 'cleared' ? 'good' : health} size="1.7em" />
      <div className={classes['what']}>
        <Link to={`/operations/alerts/${encodeURIComponent(alert.alertId)}`} data-testid="alert-link">
          {title}
        </Link>
        {resourceCount > 1 && (
          <span className={classes['names']}>
            {shown.map(({ name }) => name).join(' · ')}
            {resourceCount > shown.length && ` · ${t('more', { count: resourceCount - shown.length })}`}
          </span>
        )}
        <span className={classes['dim']}>
          {[
            t('raised', { time: sinceText(raisedAt, now) }),
            clearedAt === null ? null : t('cleared', { time: sinceText(clearedAt, now) }),
            toldAt === null ? null : t('told', { time: sinceText(toldAt, now) }),
            tellAt !== null && tellAt > now + 90_000 ? t('tellsAt', { time: sinceText(tellAt, now) }) : null,
            ruleName,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </div>
      <div className={classes['end']}>
        <StateBadge tone={alertTone[state]}>{t(`states.${state}`)}</StateBadge>
        {who !== '' && <span className={classes['dim']}>{t('by', { name: who })}</span>}
        {state === 'open' && <AcknowledgeButton alertId={alert.alertId} name={title} />}
      </div>
    </li>
  )
}
