import { UnitCode } from '@diem-cau/signaling-contract'
import { ActionIcon, Button, Loader, SegmentedControl, TextInput, Title, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { IconCalendarOff, IconChevronLeft, IconChevronRight, IconPlus, IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useMay } from '../../api/stores/useMe.ts'
import { scheduleQueries } from '../../api/office/scheduleApi.ts'
import { UnitSelect } from '../units/UnitSelect.tsx'
import { useLoad } from '../../api/loading/useLoad.ts'
import { fromLocal, localDate } from '../../time/vietnamTime.ts'
import { Empty } from '../../ui/Empty.tsx'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { NothingFound } from '../../ui/NothingFound.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { serverNow } from '../../time/serverClock.ts'
import { CalendarList } from './CalendarList.tsx'
import classes from './CalendarPage.module.css'
import { calendarViews, rangeOf, rangeTitle, turned, type CalendarView } from './calendarRange.ts'
import { MeetNowButton } from '../meetNow/MeetNowButton.tsx'
import { MeetingDrawer } from './MeetingDrawer.tsx'
import { meetingSearch } from './searchMeetings.ts'
import { SearchResults } from './SearchResults.tsx'
import { withTexts } from '../../locales/withTexts.ts'

const CalendarGrid = lazy(async () => ({
  default: (await withTexts(['schedule'], import('./CalendarGrid.tsx'))).CalendarGrid,
}))

/** The schedule: a month, a week or a list. The address says what is shown, so that it can be kept and sent. */
export function CalendarPage() {
  const { t, i18n } = useTranslation('schedule')
  const navigate = useNavigate()
  const narrow = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false })
  const mayPlan = useMay('meeting.manage')
  const [params, setParams] = useSearchParams()
  const [today] = useState(() => localDate(serverNow()))
  const view: CalendarView = calendarViews.find((known) => known === params.get('view')) ?? (narrow ? 'list' : 'month')
  const asked = params.get('date') ?? today
  const date = fromLocal(asked, '00:00') === null ? today : asked
  const unit = UnitCode.safeParse(params.get('unit')).data ?? null
  const [query, setQuery] = useState(params.get('q') ?? '')
  const [q] = useDebouncedValue(query.trim(), 300)
  const [openId, setOpenId] = useState<string | null>(null)

  const change = (values: Record<string, string | null>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        for (const [name, value] of Object.entries(values)) {
          if (value === null || value === '') after.delete(name)
          else after.set(name, value)
        }
        return after
      },
      { replace: true, preventScrollReset: true },
    )
  useEffect(() => {
    if ((params.get('q') ?? '') !== q) change({ q })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only what was typed goes to the address
  }, [q])
  useEffect(() => {
    document.title = `${t('calendar.title')} · ${t('product', { ns: 'translation' })}`
  }, [t])

  // Seven columns do not fit on a phone, so its week is a list.
  const asList = q !== '' || view === 'list' || (narrow && view === 'week')
  const { from, to } = rangeOf(view, date)
  // A search looks in all months, not in the one that happens to be shown.
  const isSearch = q !== ''
  const month = useLoad(isSearch ? null : scheduleQueries.calendar({ from, to, ...(unit ? { unit } : {}) }))
  const search = useLoad(isSearch ? meetingSearch({ q, unit, today }) : null)
  const { data, failure, loading, refresh } = isSearch ? search : month
  const meetings = isSearch
    ? [...(search.data?.coming ?? []), ...(search.data?.past ?? [])]
    : (month.data?.meetings ?? [])
  const filtered = unit !== null || q !== ''
  const plan = (startsAt: number, endsAt: number) => void navigate(`/planning/new?start=${startsAt}&end=${endsAt}`)
  const clear = () => {
    setQuery('')
    change({ q: null, unit: null })
  }

  // An empty list says nothing while other days are on their way.
  const waits = loading && (data === null || (asList && meetings.length === 0))
  const isEmpty = data !== null && !loading && meetings.length === 0
  const empty = filtered ? (
    <NothingFound title={t('calendar.emptyFiltered')} onClear={clear} />
  ) : (
    <Empty
      icon={<IconCalendarOff size="1em" stroke={1.4} />}
      title={t(`calendar.empty.${view}`)}
      text={t(
        mayPlan ? (asList || narrow ? 'calendar.emptyHintPlan' : 'calendar.emptyHintDrag') : 'calendar.emptyHint',
      )}
    />
  )

  return (
    <div className={classes['page']} data-testid="calendar" data-loading={loading}>
      <div className={classes['head']}>
        <Title order={1} size="h2">
          {t('calendar.title')}
        </Title>
        {mayPlan && (
          <div className={classes['acts']}>
            <MeetNowButton />
            <Button
              component={Link}
              to="/planning/new"
              leftSection={<IconPlus size="1.2em" aria-hidden />}
              data-testid="new-meeting"
            >
              {t('calendar.new')}
            </Button>
          </div>
        )}
      </div>
      <div className={classes['bar']}>
        <div className={classes['turn']}>
          <ActionIcon
            variant="default"
            size="input-sm"
            disabled={isSearch}
            aria-label={t('calendar.previous')}
            onClick={() => change({ date: turned(view, date, -1) })}
          >
            <IconChevronLeft size="1.2em" />
          </ActionIcon>
          <Button variant="default" disabled={isSearch} onClick={() => change({ date: null })}>
            {t('calendar.today')}
          </Button>
          <ActionIcon
            variant="default"
            size="input-sm"
            disabled={isSearch}
            aria-label={t('calendar.next')}
            onClick={() => change({ date: turned(view, date, 1) })}
          >
            <IconChevronRight size="1.2em" />
          </ActionIcon>
          <h2 className={classes['range']} aria-live="polite" data-testid="calendar-range">
            {isSearch ? t('calendar.found', { count: meetings.length }) : rangeTitle(view, date, i18n.language)}
          </h2>
          {loading && !waits && (
            <span role="status" data-testid="loading">
              <VisuallyHidden>{t('calendar.loading')}</VisuallyHidden>
              <Loader size="xs" aria-hidden />
            </span>
          )}
        </div>
        <SegmentedControl
          aria-label={t('calendar.view')}
          value={view}
          onChange={(value) => change({ view: value })}
          data={calendarViews.map((value) => ({ value, label: t(`calendar.${value}`) }))}
          className={classes['views'] ?? ''}
        />
        <TextInput
          className={classes['search'] ?? ''}
          aria-label={`${t('calendar.search')}. ${t('calendar.searchHint')}`}
          placeholder={t('calendar.search')}
          leftSection={<IconSearch size="1.1em" aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          maxLength={100}
          type="search"
          data-testid="calendar-search"
        />
        <div className={classes['unit']}>
          <UnitSelect
            label={t('calendar.unit')}
            value={unit}
            onChange={(code) => change({ unit: code })}
            placeholder={t('calendar.allUnits')}
            nothing={t('units.noMatch')}
            clearLabel={t('calendar.clearUnit')}
          />
        </div>
      </div>
      {failure !== null && <LoadFailed title={t('calendar.failed')} failure={failure} onRetry={refresh} />}
      {data?.more && <Callout kind="hint" title={t('calendar.more')} />}
      {waits && (
        <Skeletons
          heights={asList ? [7, 7, 7] : ['max(32rem, calc(100dvh - 13.25rem))']}
          label={t('calendar.loading')}
        />
      )}
      {data !== null && !waits && (
        // Meetings of the days before must not be taken for those of the days on their way.
        <div className={classes['content']} aria-busy={loading}>
          {asList ? (
            isEmpty ? (
              empty
            ) : isSearch && search.data ? (
              <SearchResults coming={search.data.coming} past={search.data.past} onOpen={setOpenId} />
            ) : (
              <CalendarList meetings={meetings} onOpen={setOpenId} />
            )
          ) : (
            <>
              <Suspense fallback={<div className={classes['waiting']} />}>
                <CalendarGrid
                  view={view}
                  date={date}
                  meetings={meetings}
                  narrow={narrow}
                  onOpen={setOpenId}
                  onDay={(day) => change({ view: 'list', date: day })}
                  onSelect={mayPlan ? plan : null}
                />
              </Suspense>
              {isEmpty && <div className={classes['over']}>{empty}</div>}
            </>
          )}
        </div>
      )}
      <MeetingDrawer meetingId={openId} onClose={() => setOpenId(null)} />
    </div>
  )
}
