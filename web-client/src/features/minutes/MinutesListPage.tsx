import { MinutesView } from '@diem-cau/signaling-contract/office'
import { Badge, Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconFileText, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { calendarDate } from '../../time/formatTime.ts'
import { useTimeText } from '../../time/useTimeText.ts'
import { useMe } from '../../api/stores/useMe.ts'
import { minutesQueries } from '../../api/office/minutesApi.ts'
import { usePages } from '../../api/loading/usePages.ts'
import { Empty } from '../../ui/Empty.tsx'
import { NothingFound } from '../../ui/NothingFound.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { serverNow } from '../../time/serverClock.ts'
import classes from './Minutes.module.css'

/** Lists minutes that I have to write or approve, and those I may read. */
export function MinutesListPage() {
  const { t } = useTranslation(['minutes', 'translation'])
  const timeText = useTimeText()
  const me = useMe()
  const [chosen, setView] = useState<MinutesView | null>(null)
  // A ward writes none, so it comes to read.
  const view = chosen ?? (me?.actions.includes('meeting.manage') === false ? 'approved' : 'write')
  const [query, setQuery] = useState('')
  const [q] = useDebouncedValue(query.trim(), 300)
  const { items, total, hasMore, loading, failure, loadMore, refresh } = usePages(
    minutesQueries.list({ view, ...(q ? { q } : {}) }),
  )
  const [now] = useState(() => serverNow())
  return (
    <PageFrame
      title={t('title')}
      testId="minutes-list"
      failed={failure === null ? undefined : { failure, title: t('failed'), onRetry: refresh }}
      tools={
        <>
          <SegmentedControl
            aria-label={t('title')}
            value={view}
            onChange={(value) => setView(MinutesView.options.find((known) => known === value) ?? 'write')}
            data={MinutesView.options.map((value) => ({ value, label: t(`view.${value}`) }))}
            data-testid="minutes-view"
          />
          <TextInput
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size="1.1em" aria-hidden />}
            value={query}
            maxLength={100}
            onChange={({ currentTarget }) => setQuery(currentTarget.value)}
          />
        </>
      }
    >
      {items === null && loading && <Skeletons heights={[7, 7, 7]} />}
      {items?.length === 0 &&
        !loading &&
        failure === null &&
        (q ? (
          <NothingFound title={t('emptySearch')} onClear={() => setQuery('')} />
        ) : (
          <Empty
            icon={<IconFileText size="1em" stroke={1.4} />}
            title={t(`empty.${view}`)}
            text={t(`emptyHint.${view}`)}
          />
        ))}
      <ul className={classes['list']} aria-busy={loading}>
        {items?.map((item) => (
          <li key={item.meetingId}>
            <Link to={`/minutes/${item.meetingId}`} className={classes['row'] ?? ''} data-testid="minutes-row">
              <span className={classes['rowDate']}>{calendarDate(item.startsAt)}</span>
              <span className={classes['rowText']}>
                <b>{item.title}</b>
                <span>{t('heldBy', { unit: item.hostUnit.name, chair: item.chairName })}</span>
                <small>
                  {item.updatedBy === ''
                    ? t('updated', { time: timeText(item.updatedAt, now) })
                    : t('updatedBy', { time: timeText(item.updatedAt, now), name: item.updatedBy })}
                </small>
              </span>
              <Status status={item.returned ? 'returned' : item.status} />
            </Link>
          </li>
        ))}
      </ul>
      {hasMore && items && (
        <div className={classes['more']}>
          <span>{t('shown', { shown: items.length, total })}</span>
          <Button variant="default" loading={loading} onClick={loadMore}>
            {t('more')}
          </Button>
        </div>
      )}
    </PageFrame>
  )
}

const colours = { draft: 'gray.7', submitted: 'blue.8', approved: 'teal.9', returned: 'orange.9' } as const

export function Status({ status }: { readonly status: keyof typeof colours }) {
  const { t } = useTranslation('minutes')
  return (
    <Badge size="lg" color={colours[status]} data-testid="minutes-status" data-status={status}>
      {t(`status.${status}`)}
    </Badge>
  )
}
