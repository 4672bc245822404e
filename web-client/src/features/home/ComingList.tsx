import { UnstyledButton } from '@mantine/core'
import { IconRepeat } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, localDate, writtenDate } from '../../time/vietnamTime.ts'
import { dayText, weekdayText } from '../../time/timeText.ts'
import classes from './ComingList.module.css'
import type { HomeLists, HomeRow } from './homeLists.ts'
import { MeetingRow } from './MeetingRow.tsx'

interface Props {
  readonly days: HomeLists['days']
  readonly now: number
  /** Meetings that I, or a unit of mine, have not answered. */
  readonly unanswered: ReadonlySet<string>
}

/** Lists the meetings that come, day by day. */
export function ComingList({ days, now, unanswered }: Props) {
  const { t, i18n } = useTranslation('home')
  const today = localDate(now)
  const weekdayOf = (date: string) =>
    date === today ? t('today') : date === addDays(today, 1) ? t('tomorrow') : weekdayText(date, i18n.language)
  return (
    <ol className={classes['days']} data-testid="coming">
      {days.map(({ date, rows }) => (
        <li key={date} className={classes['day']}>
          <h3 className={classes['date']} data-today={date === today}>
            <span>{weekdayOf(date)}</span> <span>{writtenDate(date)}</span>
          </h3>
          <ul className={classes['rows']}>
            {rows.map((row) => (
              <li key={row.meeting.meetingId}>
                <SeriesRow row={row} unanswered={unanswered} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

/** A meeting, and on demand those of its series that follow. */
function SeriesRow({
  row: { meeting, more },
  unanswered,
}: {
  readonly row: HomeRow
  readonly unanswered: ReadonlySet<string>
}) {
  const { t, i18n } = useTranslation('home')
  const [open, setOpen] = useState(false)
  return (
    <>
      <MeetingRow meeting={meeting} waitsForAnswer={unanswered.has(meeting.meetingId)}>
        {more.length > 0 && (
          <UnstyledButton
            className={classes['more']}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            data-testid="more-of-series"
          >
            <IconRepeat size="1.1em" aria-hidden />
            {open ? t('fewerOfSeries') : t('moreOfSeries', { count: more.length })}
          </UnstyledButton>
        )}
      </MeetingRow>
      {open && (
        <ul className={classes['rows']}>
          {more.map((other) => (
            <li key={other.meetingId} className={classes['later']}>
              <span className={classes['laterDate']}>{dayText(localDate(other.startsAt), i18n.language)}</span>
              <MeetingRow meeting={other} waitsForAnswer={unanswered.has(other.meetingId)} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
