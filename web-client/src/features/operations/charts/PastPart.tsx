import type { ResourceId, ResourceKind } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { Card } from '../../../ui/Card.tsx'
import { ChartStack } from './ChartStack.tsx'
import { EventList } from './EventList.tsx'
import { RangePicker } from './RangePicker.tsx'
import { around, type TimeRange } from './timeRange.ts'
import { useEvents } from './useEvents.ts'
import { serverNow } from '../../../time/serverClock.ts'
import type { LiveSample } from './useRows.ts'

interface Props {
  readonly resource: ResourceId
  readonly kind: ResourceKind
  readonly name: string
  /** The meeting whose events are marks too. */
  readonly meetingId: string | null
  readonly range: TimeRange
  readonly onRange: (range: TimeRange) => void
  readonly live: LiveSample | null
}

/** Around an event this much is shown, in seconds. */
const AROUND_SECONDS = 300

/** The charts of a resource and what happened, now or at a time that was. */
export function PastPart({ resource, kind, name, meetingId, range, onRange, live }: Props) {
  const { t } = useTranslation('operations')
  const { events, marks, more, failure, refresh } = useEvents(resource, meetingId, range)
  return (
    <>
      <Card id="operations-charts" title={t('charts.title')}>
        <RangePicker
          key={range.kind === 'live' ? 'live' : `${range.from}-${range.to}`}
          range={range}
          onRange={onRange}
        />
        <ChartStack
          key={resource}
          resource={resource}
          kind={kind}
          name={name}
          range={range}
          onRange={onRange}
          live={live}
          events={marks}
        />
      </Card>
      <Card id="operations-events" title={t('endpoint.events')}>
        <EventList
          events={events}
          more={more}
          failure={failure}
          onRetry={refresh}
          ownName={name}
          isShort={range.kind === 'live' || range.to - range.from < 43_200}
          onShow={(at) => onRange(around(at, AROUND_SECONDS, serverNow() / 1_000))}
        />
      </Card>
    </>
  )
}
