import { MeetingId } from '@diem-cau/signaling-contract'
import type { Health, Resource } from '@diem-cau/signaling-contract/operations'
import { Button, TextInput } from '@mantine/core'
import { IconDeviceTv, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { RequestFailed } from '../../../api/client/RequestFailed.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { NothingFound } from '../../../ui/NothingFound.tsx'
import { matchesQuery } from '../../../ui/searchText.ts'
import { EndMeetingButton } from '../actions/EndMeetingButton.tsx'
import type { Watched } from '../feed/applyChange.ts'
import { useWatch } from '../feed/FeedContext.ts'
import { freshAt } from '../feed/OperationsFeed.ts'
import { FeedStates } from '../frame/FeedStates.tsx'
import { OperationsFrame } from '../frame/OperationsFrame.tsx'
import { HealthFilter } from '../health/HealthFilter.tsx'
import { countHealths } from '../health/troubles.ts'
import { useStableOrder } from '../health/useStableOrder.ts'
import { EndpointCell } from './EndpointCell.tsx'
import classes from './EndpointGrid.module.css'

/** All endpoints of a meeting on one screen, the worst first. */
export function EndpointsPage() {
  const { t } = useTranslation('operations')
  const { meetingId = '' } = useParams()
  const id = MeetingId.safeParse(meetingId)
  if (id.success) return <Endpoints key={id.data} meetingId={id.data} />
  return (
    <OperationsFrame
      title={t('list.endpoints')}
      testId="endpoints"
      back={{ to: '/operations', text: t('backToServers') }}
    >
      <LoadFailed title={t('gone')} failure={new RequestFailed('notFound')} onRetry={() => undefined} />
    </OperationsFrame>
  )
}

function Endpoints({ meetingId }: { readonly meetingId: MeetingId }) {
  const { t } = useTranslation('operations')
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<Health>>(new Set())
  const state = useWatch({ kind: 'meeting', meetingId })
  const { watched } = state
  const endpoints = endpointsOf(watched)
  const counts = countHealths(endpoints)
  const meeting = watched?.meetings.get(meetingId)
  return (
    <OperationsFrame
      title={meeting?.title ?? t('list.endpoints')}
      testId="endpoints"
      back={{ to: '/operations', text: t('backToServers') }}
      at={freshAt(state)}
      tools={
        endpoints.length > 0 && (
          <>
            <HealthFilter
              label={t('list.show')}
              textOf={(health) => t(`counts.${health}`, { count: counts[health] })}
              testId="filter"
              counts={counts}
              chosen={chosen}
              onChange={setChosen}
            />
            <TextInput
              type="search"
              aria-label={t('list.search')}
              placeholder={t('list.searchHint')}
              leftSection={<IconSearch size="1.1em" aria-hidden />}
              value={query}
              maxLength={100}
              onChange={({ currentTarget }) => setQuery(currentTarget.value)}
              data-testid="search"
            />
            {meeting && (
              <EndMeetingButton meetingId={meetingId} meeting={meeting} isLive={state.line.kind === 'live'} />
            )}
          </>
        )
      }
    >
      <FeedStates state={state} heights={[4.4, 4.4, 4.4, 4.4, 4.4, 4.4]}>
        {() =>
          endpoints.length === 0 ? (
            <Empty
              icon={<IconDeviceTv size="1em" stroke={1.4} />}
              title={meeting ? t('list.empty') : t('list.notRunning')}
              text={meeting ? t('list.emptyHint') : t('list.notRunningText')}
            >
              {!meeting && (
                <Button component={Link} to={`/operations/history?meeting=${meetingId}`} variant="default">
                  {t('list.toHistory')}
                </Button>
              )}
            </Empty>
          ) : (
            <Grid
              endpoints={endpoints}
              floor={meeting?.floor ?? null}
              isShown={({ name, health }) => (chosen.size === 0 || chosen.has(health)) && matchesQuery(name, query)}
              onClear={() => {
                setQuery('')
                setChosen(new Set())
              }}
            />
          )
        }
      </FeedStates>
    </OperationsFrame>
  )
}

const endpointsOf = (watched: Watched | null): readonly Resource[] =>
  [...(watched?.resources.values() ?? [])].filter(({ kind }) => kind === 'endpoint')

interface GridProps {
  readonly endpoints: readonly Resource[]
  /** Who has the floor, by name. */
  readonly floor: string | null
  readonly isShown: (endpoint: Resource) => boolean
  readonly onClear: () => void
}

function Grid({ endpoints, floor, isShown, onClear }: GridProps) {
  const { t } = useTranslation('operations')
  const { ordered, handlers } = useStableOrder(endpoints)
  const shown = ordered.filter(isShown)
  if (shown.length === 0) return <NothingFound onClear={onClear} />
  return (
    <ul className={classes['grid']} aria-label={t('list.endpoints')} data-testid="endpoint-grid" {...handlers}>
      {shown.map((endpoint) => (
        <li key={endpoint.id}>
          <EndpointCell resource={endpoint} hasFloor={floor !== null && endpoint.name === floor} />
        </li>
      ))}
    </ul>
  )
}
