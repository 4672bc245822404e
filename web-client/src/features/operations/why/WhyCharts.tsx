import type { Cause, CauseEvidence, FindingCode, OperationEvent, Why } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Card } from '../../../ui/Card.tsx'
import { ChartStack } from '../charts/ChartStack.tsx'
import { paramsOf, type TimeRange } from '../charts/timeRange.ts'
import { resourcePath } from '../figures/paths.ts'
import { useResourceName } from '../figures/useResourceName.ts'

/** The metrics in which a finding is seen, of whatever kind of resource it is. */
const SEEN_IN: Partial<Record<FindingCode, readonly string[]>> = {
  slowUp: ['upKbit', 'bandwidthLimited', 'rtt'],
  slowDown: ['downKbit', 'frozen', 'rtt'],
  lossUp: ['upLoss'],
  lossDown: ['downLoss'],
  longWay: ['rtt'],
  unsteady: ['upJitter'],
  cameraBlack: ['cameraLuma'],
  cameraFrozen: ['cameraMotion'],
  microphoneSilent: ['microphone'],
  microphoneQuiet: ['microphone'],
  microphoneClips: ['clipped', 'microphone'],
  echo: ['echo'],
  starved: ['pageLag', 'cpuLimited', 'upFrames'],
  cut: ['rtt', 'upKbit'],
  overloaded: ['cpu', 'endpoints'],
  lagging: ['loopLag', 'cpu'],
  memoryLow: ['memory', 'cpu'],
  clockOff: ['clockOffset'],
  slowAnswer: ['answer'],
  noAnswer: ['answer'],
  diskFull: ['used', 'free'],
  certificateEnds: ['daysLeft'],
}
/** What is looked at first when the evidence says nothing of a figure. */
const USUAL = ['upLoss', 'rtt', 'upKbit'] as const
/** Most causes whose figures are drawn. */
const DRAWN = 3

interface Props {
  readonly why: Why
  readonly range: Extract<TimeRange, { kind: 'past' }>
}

/** The figures that speak for the causes, of the room and of the server that it lies with, over the same time. */
export function WhyCharts({ why: { room, about, causes, events }, range }: Props) {
  const { t } = useTranslation('causes')
  const resourceName = useResourceName()
  const navigate = useNavigate()
  const drawn = causes.slice(0, DRAWN)
  const rooms = [room, ...(about ? [about] : [])].map(({ id, name }) => ({ id, kind: 'endpoint' as const, name }))
  const servers = drawn.flatMap(({ resource: id, resourceKind: kind, name }) =>
    id === null || kind === 'endpoint' ? [] : [{ id, kind, name }],
  )
  const subjects = [...new Map([...rooms, ...servers].map((each) => [each.id, each])).values()]
  return (
    <>
      {subjects.map(({ id, kind, name }) => (
        <Card
          key={id}
          id={`why-charts-${id}`}
          title={id === room.id ? t('charts') : t('chartsOf', { name: resourceName({ id, kind, name }) })}
        >
          <ChartStack
            resource={id}
            kind={kind}
            name={name}
            range={range}
            onRange={(chosen) =>
              void navigate(`${resourcePath({ id, kind })}?${new URLSearchParams(paramsOf(chosen)).toString()}`)
            }
            live={null}
            events={marksOf(events, id, room.id)}
            metrics={metricsOf(drawn, id, kind === 'endpoint')}
          />
        </Card>
      ))}
    </>
  )
}

/** Of a room also what happened in its meeting and to servers; of a server what happened to it. */
const marksOf = (events: readonly OperationEvent[], id: string, roomId: string): readonly OperationEvent[] =>
  events.filter(
    ({ resource, meetingId }) =>
      resource === id || (id === roomId && (resource === null || meetingId === null) && resource !== roomId),
  )

function metricsOf(causes: readonly Cause[], id: string, isRoom: boolean): readonly string[] {
  const metrics = causes.flatMap(({ resource, evidence }) => (resource === id ? evidence.flatMap(seenIn) : []))
  if (metrics.length > 0) return metrics
  return isRoom ? USUAL : Object.values(SEEN_IN).flat()
}

function seenIn(evidence: CauseEvidence): readonly string[] {
  if (evidence.kind === 'figure') return [evidence.metric]
  return evidence.kind === 'finding' ? (SEEN_IN[evidence.code] ?? []) : []
}
