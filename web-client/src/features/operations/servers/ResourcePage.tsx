import { METRICS, ResourceId, ResourceKind } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { RequestFailed } from '../../../api/client/RequestFailed.ts'
import { Callout } from '../../../ui/Callout.tsx'
import { Card } from '../../../ui/Card.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { PastPart } from '../charts/PastPart.tsx'
import { useRange } from '../charts/useRange.ts'
import { FindingsCard } from '../findings/FindingsCard.tsx'
import { useWatch } from '../feed/FeedContext.ts'
import { freshAt } from '../feed/OperationsFeed.ts'
import { useFigureText } from '../figures/useFigureText.ts'
import { useResourceName } from '../figures/useResourceName.ts'
import { FeedStates } from '../frame/FeedStates.tsx'
import { OperationsFrame } from '../frame/OperationsFrame.tsx'
import { HealthMark } from '../health/HealthMark.tsx'
import { NodeTestCard } from './NodeTestCard.tsx'
import { nodeIdOf } from './serverParts.ts'
import classes from './servers.module.css'

/** One server, worker or service: what is wrong with it, its figures, and how it was. */
export function ResourcePage() {
  const { t } = useTranslation('operations')
  const { resourceId = '' } = useParams()
  const id = ResourceId.safeParse(resourceId)
  if (id.success && !id.data.startsWith('endpoint:')) return <OneResource key={id.data} id={id.data} />
  return (
    <OperationsFrame title={t('title')} testId="resource" back={{ to: '/operations', text: t('backToServers') }}>
      <LoadFailed title={t('resourceGone')} failure={new RequestFailed('notFound')} onRetry={() => undefined} />
    </OperationsFrame>
  )
}

function OneResource({ id }: { readonly id: ResourceId }) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  const resourceName = useResourceName()
  const [range, setRange] = useRange()
  const state = useWatch({ kind: 'servers' })
  const { line, watched } = state
  const isLive = line.kind === 'live'
  const resource = watched?.resources.get(id) ?? null
  const kind = ResourceKind.safeParse(id.slice(0, id.indexOf(':'))).data ?? 'node'
  const name = resourceName(resource ?? { id, kind, name: id.slice(id.indexOf(':') + 1) })
  const live =
    isLive && resource?.sampledAt ? { at: Math.floor(resource.sampledAt / 1_000), sample: resource.sample } : null
  return (
    <OperationsFrame
      title={name}
      testId="resource"
      back={{ to: '/operations', text: t('backToServers') }}
      at={range.kind === 'live' ? freshAt(state) : null}
      beside={
        resource &&
        watched &&
        range.kind === 'live' && (
          <HealthMark
            health={isLive ? resource.health : 'unknown'}
            since={isLive ? resource.since : watched.at}
            now={watched.at}
          />
        )
      }
    >
      {range.kind === 'live' && (
        <FeedStates state={state} heights={[6, 8]}>
          {(watched) =>
            resource ? (
              <>
                <FindingsCard resource={resource} now={watched.at} />
                <Card id="resource-figures" title={t('endpoint.figures')}>
                  <dl className={classes['figures']}>
                    {METRICS[kind].map(({ key, unit }, index) => {
                      const value = resource.sample[index] ?? null
                      return kind === 'service' && value === null ? null : (
                        <div key={key}>
                          <dt>{t(`metrics.${key}`)}</dt>
                          <dd>{figureText(value, unit)}</dd>
                        </div>
                      )
                    })}
                  </dl>
                </Card>
                {kind === 'node' && <NodeTestCard nodeId={nodeIdOf(resource)} isLive={isLive} />}
              </>
            ) : (
              <Callout kind="hint" title={t('resourceGone')} text={t('resourceGoneText')} />
            )
          }
        </FeedStates>
      )}
      <PastPart resource={id} kind={kind} name={name} meetingId={null} range={range} onRange={setRange} live={live} />
    </OperationsFrame>
  )
}
