import type { PlanSummary } from '@diem-cau/signaling-contract/office'
import { UnstyledButton } from '@mantine/core'
import { IconLineDashed, IconRepeat } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { localDate, localTime } from '../../time/vietnamTime.ts'
import { PhaseBadge } from '../plan/PhaseBadge.tsx'
import { dayText } from '../../time/timeText.ts'
import { serverNow } from '../../time/serverClock.ts'
import classes from './CalendarList.module.css'
import { rangeTitle } from './calendarRange.ts'

interface Props {
  readonly meetings: readonly PlanSummary[]
  readonly onOpen: (meetingId: string) => void
  /** True for more than a month: each has a heading. */
  readonly withMonths?: boolean
}

/** Lists meetings by day: for a phone, and for people who read rather than look. */
export function CalendarList({ meetings, onOpen, withMonths = false }: Props) {
  const { t, i18n } = useTranslation('schedule')
  const [today] = useState(() => localDate(serverNow()))
  const days = useMemo(() => {
    const days = new Map<string, PlanSummary[]>()
    for (const meeting of meetings) {
      const day = localDate(meeting.startsAt)
      days.set(day, [...(days.get(day) ?? []), meeting])
    }
    return [...days]
  }, [meetings])
  return (
    <ol className={classes['days']} data-testid="calendar-list">
      {days.map(([day, meetings], n) => (
        <li key={day}>
          {withMonths && day.slice(0, 7) !== days[n - 1]?.[0].slice(0, 7) && (
            <p className={classes['month']}>{rangeTitle('month', day, i18n.language)}</p>
          )}
          <h3 className={classes['day']} data-today={day === today}>
            {dayText(day, i18n.language)}
          </h3>
          <ul className={classes['meetings']}>
            {meetings.map((meeting) => (
              <li key={meeting.meetingId}>
                <UnstyledButton
                  className={classes['meeting']}
                  data-phase={meeting.phase}
                  onClick={() => onOpen(meeting.meetingId)}
                  data-testid="calendar-meeting"
                >
                  <span className={classes['time']}>
                    {localTime(meeting.startsAt)}
                    <span>{localTime(meeting.endsAt)}</span>
                  </span>
                  <span className={classes['what']}>
                    <strong className={classes['title']}>{meeting.title}</strong>
                    <span className={classes['facts']}>
                      {meeting.hostUnit.name} · {t('plan.chair')}: {meeting.chairName}
                    </span>
                    <span className={classes['marks']}>
                      <PhaseBadge phase={meeting.phase} />
                      {meeting.isRehearsal && (
                        <span className={classes['mark']}>
                          <IconLineDashed size="1.1em" aria-hidden /> {t('calendar.rehearsal')}
                        </span>
                      )}
                      {meeting.seriesId !== null && (
                        <span className={classes['mark']}>
                          <IconRepeat size="1.1em" aria-hidden /> {t('calendar.series')}
                        </span>
                      )}
                    </span>
                  </span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
