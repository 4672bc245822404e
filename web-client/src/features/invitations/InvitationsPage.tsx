import type { Invitation } from '@diem-cau/signaling-contract/office'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconMailOpened, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invitationQueries } from '../../api/office/invitationsApi.ts'
import { usePages } from '../../api/loading/usePages.ts'
import { Empty } from '../../ui/Empty.tsx'
import { NothingFound } from '../../ui/NothingFound.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { FeedCard } from './FeedCard.tsx'
import { InvitationCard } from './InvitationCard.tsx'
import classes from './InvitationsPage.module.css'
import { SeriesCard } from './SeriesCard.tsx'

const filters = ['coming', 'unanswered', 'past'] as const

/** Lists invitations to me and to the units that I answer for. */
export function InvitationsPage() {
  const { t } = useTranslation('schedule')
  const [filter, setFilter] = useState<(typeof filters)[number]>('coming')
  const [query, setQuery] = useState('')
  const [q] = useDebouncedValue(query.trim(), 300)
  const { items, total, hasMore, loading, failure, loadMore, refresh, update } = usePages(
    invitationQueries.list({
      ...(q ? { q } : {}),
      ...(filter === 'past' ? { past: 'true' } : {}),
      ...(filter === 'unanswered' ? { open: 'true' } : {}),
    }),
  )
  const take = (answered: readonly Invitation[]) => {
    const now = new Map(answered.map((date) => [date.meeting.meetingId, date]))
    update((groups) =>
      groups.map((group) => ({ ...group, dates: group.dates.map((date) => now.get(date.meeting.meetingId) ?? date) })),
    )
  }
  return (
    <PageFrame
      title={t('invitations.title')}
      testId="invitations"
      failed={failure === null ? undefined : { failure, title: t('invitations.failed'), onRetry: refresh }}
      tools={
        <>
          <SegmentedControl
            aria-label={t('invitations.title')}
            value={filter}
            onChange={setFilter}
            data={filters.map((value) => ({ value, label: t(`invitations.${value}`) }))}
          />
          <TextInput
            type="search"
            aria-label={`${t('invitations.search')}. ${t('calendar.searchHint')}`}
            placeholder={t('invitations.search')}
            leftSection={<IconSearch size="1.1em" aria-hidden />}
            value={query}
            maxLength={100}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        </>
      }
    >
      {items === null && loading && <Skeletons heights={[9, 9, 9]} />}
      {items?.length === 0 &&
        !loading &&
        failure === null &&
        (q ? (
          <NothingFound title={t('invitations.emptyFiltered')} onClear={() => setQuery('')} />
        ) : (
          <Empty
            icon={<IconMailOpened size="1em" stroke={1.4} />}
            title={t(`invitations.none.${filter}`)}
            text={t(`invitations.noneHint.${filter}`)}
          />
        ))}
      <ul className={classes['list']} aria-busy={loading}>
        {items?.map(({ seriesId, dates }) => {
          const [only] = dates
          return (
            <li key={seriesId ?? only?.meeting.meetingId}>
              {dates.length > 1 ? (
                <SeriesCard dates={dates} onAnswered={take} />
              ) : (
                only && <InvitationCard invitation={only} onAnswered={take} />
              )}
            </li>
          )
        })}
      </ul>
      {hasMore && items && (
        <div className={classes['more']}>
          <span>{t('invitations.shown', { shown: items.length, total })}</span>
          <Button variant="default" loading={loading} onClick={loadMore}>
            {t('invitations.loadMore')}
          </Button>
        </div>
      )}
      <FeedCard />
    </PageFrame>
  )
}
