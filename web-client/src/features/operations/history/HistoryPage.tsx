import { UnitCode } from '@diem-cau/signaling-contract'
import type { PastResource } from '@diem-cau/signaling-contract/operations'
import { Button, TextInput } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { IconHistory, IconSearch } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { operationsQueries } from '../../../api/office/operationsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { clockTime } from '../../../time/formatTime.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { momentText } from '../../../time/timeText.ts'
import { fromLocal, localDate, readTime } from '../../../time/vietnamTime.ts'
import { DateField } from '../../../ui/DateField.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { UnitSelect } from '../../units/UnitSelect.tsx'
import { around, paramsOf } from '../charts/timeRange.ts'
import { sinceText } from '../figures/moments.ts'
import { resourcePath, whyPath } from '../figures/paths.ts'
import { useResourceName } from '../figures/useResourceName.ts'
import { OperationsFrame } from '../frame/OperationsFrame.tsx'
import classes from './HistoryPage.module.css'
import { meetingsOf } from './meetingsOf.ts'

/** What is shown around the moment that somebody complained about, in seconds. */
const AROUND_SECONDS = 3_600

const MINUTE_SECONDS = 60

/** Finds a room at a moment that was: who calls at ten says "since about a quarter past nine". */
export function HistoryPage() {
  const { t, i18n } = useTranslation('operations')
  const [params, setParams] = useSearchParams()
  const [opened] = useState(() => serverNow())
  const asked = {
    at: Number(params.get('at') ?? 0) || Math.floor(opened / 1_000),
    unit: UnitCode.safeParse(params.get('unit')).data ?? null,
    q: params.get('q') ?? '',
    meeting: params.get('meeting'),
  }
  const [unit, setUnit] = useState(asked.unit)
  const [q, setQ] = useState(asked.q)
  const [date, setDate] = useState(() => localDate(asked.at * 1_000))
  const [time, setTime] = useState(() => clockTime(asked.at * 1_000))
  const [isWrong, setWrong] = useState(false)
  function search(event: FormEvent): void {
    event.preventDefault()
    const read = readTime(time)
    const at = read === null ? null : fromLocal(date, read)
    setWrong(at === null)
    if (at === null) return
    setParams({ at: String(Math.floor(at / 1_000)), ...(unit ? { unit } : {}), ...(q.trim() ? { q: q.trim() } : {}) })
  }
  const { at } = asked
  const { data, failure, loading, refresh } = useLoad(
    operationsQueries.resources({
      // Of a meeting, all that was ever kept; of a time of day, what was there in that minute.
      ...(asked.meeting === null ? { from: at, to: at + MINUTE_SECONDS } : { from: 0, to: at }),
      ...(asked.unit ? { unit: asked.unit } : {}),
      ...(asked.q ? { q: asked.q } : {}),
      ...(asked.meeting === null ? {} : { meeting: asked.meeting }),
    }),
  )
  return (
    <OperationsFrame title={t('history.title')} testId="operations-history">
      <p className={classes['intro']}>{t('history.intro')}</p>
      <form className={classes['form']} role="search" onSubmit={search} noValidate>
        <UnitSelect
          label={t('history.unit')}
          value={unit}
          onChange={setUnit}
          placeholder={t('history.anyUnit')}
          nothing={t('history.noUnit')}
          clearLabel={t('history.clear')}
          testId="history-unit"
        />
        <TextInput
          type="search"
          label={t('history.name')}
          placeholder={t('list.searchHint')}
          value={q}
          maxLength={100}
          onChange={({ currentTarget }) => setQ(currentTarget.value)}
          data-testid="history-name"
        />
        <DatesProvider
          settings={{ locale: i18n.language === 'en' ? 'en' : 'vi', firstDayOfWeek: 1, weekendDays: [6, 0] }}
        >
          <DateField
            label={t('charts.date')}
            value={date}
            error={isWrong && date === '' ? t('history.dateWrong') : undefined}
            onChange={setDate}
            testId="history-date"
          />
        </DatesProvider>
        <TextInput
          label={t('charts.time')}
          value={time}
          error={isWrong && date !== '' ? t('charts.timeWrong') : null}
          maxLength={12}
          autoComplete="off"
          onChange={({ currentTarget }) => setTime(currentTarget.value)}
          data-testid="history-time"
        />
        <Button type="submit" leftSection={<IconSearch size="1.1em" aria-hidden />} data-testid="history-search">
          {t('history.search')}
        </Button>
      </form>
      {failure !== null && <LoadFailed title={t('history.failed')} failure={failure} onRetry={refresh} />}
      {data === null && loading && <Skeletons heights={[8, 8]} />}
      {data && data.resources.length === 0 && failure === null && (
        <Empty
          icon={<IconHistory size="1em" stroke={1.4} />}
          title={t('history.empty')}
          text={t('history.emptyHint', { time: momentText(at * 1_000) })}
        />
      )}
      {data && data.resources.length > 0 && failure === null && <Found resources={data.resources} at={at} />}
    </OperationsFrame>
  )
}

function Found({ resources, at }: { readonly resources: readonly PastResource[]; readonly at: number }) {
  const { t } = useTranslation('operations')
  const resourceName = useResourceName()
  const { meetings, servers } = meetingsOf(resources)
  return (
    <div className={classes['found']}>
      {meetings.map(({ meetingId, title, firstAt, lastAt, endpoints }) => (
        <section
          key={meetingId}
          className={classes['meeting']}
          aria-label={title ?? undefined}
          data-testid="past-meeting"
        >
          <h2>
            {title ?? t('history.unnamedMeeting', { time: momentText(firstAt) })}
            <small>{t('history.span', { from: momentText(firstAt), to: sinceText(lastAt, firstAt) })}</small>
          </h2>
          <Links resources={endpoints} at={at} nameOf={resourceName} />
        </section>
      ))}
      {servers.length > 0 && (
        <section className={classes['meeting']}>
          <h2>{t('history.servers')}</h2>
          <Links resources={servers} at={at} nameOf={resourceName} />
        </section>
      )}
    </div>
  )
}

interface LinksProps {
  readonly resources: readonly PastResource[]
  readonly at: number
  readonly nameOf: (resource: PastResource) => string
}

function Links({ resources, at, nameOf }: LinksProps) {
  const { t } = useTranslation(['operations', 'causes'])
  return (
    <ul className={classes['links']}>
      {resources.map((resource) => {
        // The moment that was asked for, as far as the resource was there.
        const middle = Math.min(Math.max(at, resource.firstAt / 1_000), resource.lastAt / 1_000)
        const range = new URLSearchParams(paramsOf(around(middle, AROUND_SECONDS, serverNow() / 1_000)))
        return (
          <li key={resource.id}>
            <Link to={`${resourcePath(resource)}?${range.toString()}`} data-testid="past-resource">
              {nameOf(resource)}
            </Link>
            {resource.meetingId !== null && resource.participantId !== null && (
              <Link
                to={whyPath(resource.meetingId, resource.participantId, { at: middle })}
                className={classes['why']}
                data-testid="past-why"
              >
                {t('title', { ns: 'causes' })}
              </Link>
            )}
          </li>
        )
      })}
    </ul>
  )
}
