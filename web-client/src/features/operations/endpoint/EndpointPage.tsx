import { MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import { ResourceId } from '@diem-cau/signaling-contract/operations'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { RequestFailed } from '../../../api/client/RequestFailed.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { operationsQueries } from '../../../api/office/operationsApi.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { Callout } from '../../../ui/Callout.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { RoomActions } from '../actions/RoomActions.tsx'
import { PastPart } from '../charts/PastPart.tsx'
import type { TimeRange } from '../charts/timeRange.ts'
import { useRange } from '../charts/useRange.ts'
import { useWatch } from '../feed/FeedContext.ts'
import { freshAt } from '../feed/OperationsFeed.ts'
import { meetingPath, whyPath } from '../figures/paths.ts'
import { FeedStates } from '../frame/FeedStates.tsx'
import { OperationsFrame } from '../frame/OperationsFrame.tsx'
import { HealthMark } from '../health/HealthMark.tsx'
import { EndpointNow } from './EndpointNow.tsx'
import { FactsCard } from './FactsCard.tsx'

/** One endpoint: what is wrong and what to do, all that is known of it, and how it was. */
export function EndpointPage() {
  const { t } = useTranslation('operations')
  const { meetingId = '', participantId = '' } = useParams()
  const [range, setRange] = useRange()
  const ids = [MeetingId.safeParse(meetingId), ParticipantId.safeParse(participantId)] as const
  const resource = ResourceId.safeParse(`endpoint:${meetingId}/${participantId}`)
  if (!ids[0].success || !ids[1].success || !resource.success) {
    return (
      <OperationsFrame
        title={t('kinds.endpoint')}
        testId="endpoint"
        back={{ to: '/operations', text: t('backToServers') }}
      >
        <LoadFailed title={t('gone')} failure={new RequestFailed('notFound')} onRetry={() => undefined} />
      </OperationsFrame>
    )
  }
  const props = { meetingId: ids[0].data, participantId: ids[1].data, resource: resource.data, onRange: setRange }
  return range.kind === 'live' ? <LiveEndpoint {...props} /> : <PastEndpoint {...props} range={range} />
}

interface Props {
  readonly meetingId: MeetingId
  readonly participantId: ParticipantId
  readonly resource: ResourceId
  readonly onRange: (range: TimeRange) => void
}

const LIVE = { kind: 'live' } as const
/** An endpoint that has left is known by what it was within this time, in seconds. */
const LATE_SECONDS = 86_400

function LiveEndpoint({ meetingId, participantId, resource, onRange }: Props) {
  const { t } = useTranslation('operations')
  const state = useWatch({ kind: 'endpoint', meetingId, participantId })
  const { line, watched } = state
  const isLive = line.kind === 'live'
  const endpoint = watched?.resources.get(resource) ?? null
  const past = useKnown(endpoint ? null : meetingId, resource, null)
  const name = endpoint?.name ?? past?.name ?? t('kinds.endpoint')
  const { at = null } = watched ?? {}
  const live =
    isLive && endpoint?.sampledAt ? { at: Math.floor(endpoint.sampledAt / 1_000), sample: endpoint.sample } : null
  return (
    <OperationsFrame
      title={name}
      testId="endpoint"
      back={{
        to: meetingPath(meetingId),
        text: watched?.meetings.get(meetingId)?.title ?? past?.title ?? t('backToMeeting'),
      }}
      at={freshAt(state)}
      beside={
        endpoint &&
        at !== null &&
        (isLive ? (
          <HealthMark health={endpoint.health} since={endpoint.since} now={at} />
        ) : (
          <HealthMark health="unknown" since={at} now={at} />
        ))
      }
    >
      <FeedStates state={state} heights={[6, 16]}>
        {(watched) =>
          endpoint ? (
            <>
              <EndpointNow endpoint={endpoint} watched={watched} />
              <RoomActions endpoint={endpoint} meetingId={meetingId} participantId={participantId} isLive={isLive} />
            </>
          ) : (
            <Callout kind="hint" title={t('endpoint.gone')} text={t('endpoint.goneText')} testId="endpoint-gone" />
          )
        }
      </FeedStates>
      {(watched || line.kind === 'lost') && (
        <PastPart
          resource={resource}
          kind="endpoint"
          name={name}
          meetingId={meetingId}
          range={LIVE}
          onRange={onRange}
          live={live}
        />
      )}
    </OperationsFrame>
  )
}

function PastEndpoint({
  meetingId,
  participantId,
  resource,
  range,
  onRange,
}: Props & { readonly range: Extract<TimeRange, { kind: 'past' }> }) {
  const { t } = useTranslation(['operations', 'causes'])
  const known = useKnown(meetingId, resource, range)
  const name = known?.name ?? t('kinds.endpoint')
  return (
    <OperationsFrame
      title={name}
      testId="endpoint"
      back={{ to: meetingPath(meetingId), text: known?.title ?? t('backToMeeting') }}
      beside={
        <Link to={whyPath(meetingId, participantId, { at: (range.from + range.to) / 2 })} data-testid="to-why">
          {t('title', { ns: 'causes' })}
        </Link>
      }
    >
      <PastPart
        resource={resource}
        kind="endpoint"
        name={name}
        meetingId={meetingId}
        range={range}
        onRange={onRange}
        live={null}
      />
      <FactsCard facts={known?.facts ?? null} node={null} />
    </OperationsFrame>
  )
}

/** What is kept of an endpoint that is not in the meeting now. `range` null: of late. */
function useKnown(meetingId: string | null, resource: ResourceId, range: Extract<TimeRange, { kind: 'past' }> | null) {
  const [opened] = useState(() => Math.floor(serverNow() / 1_000))
  const { from, to } = range ?? { from: opened - LATE_SECONDS, to: opened }
  const { data } = useLoad(meetingId === null ? null : operationsQueries.resources({ meeting: meetingId, from, to }))
  return data?.resources.find(({ id }) => id === resource) ?? null
}
