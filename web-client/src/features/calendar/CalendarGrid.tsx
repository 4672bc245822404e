import type { PlanSummary } from '@diem-cau/signaling-contract/office'
import FullCalendar, { type CalendarRef } from '@fullcalendar/react'
import dayGrid from '@fullcalendar/react/daygrid'
import interaction from '@fullcalendar/react/interaction'
import viLocale from '@fullcalendar/react/locales/vi'
import enLocale from '@fullcalendar/react/locales/en-gb'
import classic from '@fullcalendar/react/themes/classic'
import timeGrid from '@fullcalendar/react/timegrid'
import '@fullcalendar/react/skeleton.css'
import '@fullcalendar/react/themes/classic/theme.css'
import { IconLineDashed } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fromLocal, localDate, localTime } from '../../time/vietnamTime.ts'
import { phaseIcons } from '../plan/PhaseBadge.tsx'
import classes from './CalendarGrid.module.css'
import type { CalendarView } from './calendarRange.ts'

interface Props {
  readonly view: Exclude<CalendarView, 'list'>
  readonly date: string
  readonly meetings: readonly PlanSummary[]
  /** True on a phone: a month shows numbers, and a tap on a day its list. */
  readonly narrow: boolean
  readonly onOpen: (meetingId: string) => void
  readonly onDay: (date: string) => void
  /** Called with a time that was picked; null for a person who may not plan meetings. */
  readonly onSelect: ((startsAt: number, endsAt: number) => void) | null
}

const names = { month: 'dayGridMonth', week: 'timeGridWeek' }

/** Month and week, in a chunk of their own: the list does without it. */
export function CalendarGrid({ view, date, meetings, narrow, onOpen, onDay, onSelect }: Props) {
  const { t, i18n } = useTranslation('schedule')
  const calendar = useRef<CalendarRef>(null)
  useEffect(() => {
    // The calendar draws itself anew after the render, which React does not allow in an effect.
    queueMicrotask(() => calendar.current?.getApi().changeView(names[view], date))
  }, [view, date])
  const byId = useMemo(
    () => new Map<string, PlanSummary>(meetings.map((meeting) => [meeting.meetingId, meeting])),
    [meetings],
  )
  const events = useMemo(
    () =>
      meetings.map((meeting) => ({
        id: meeting.meetingId,
        title: meeting.title,
        start: new Date(meeting.startsAt),
        end: new Date(meeting.endsAt),
      })),
    [meetings],
  )
  return (
    <div className={classes['root']} data-view={view} data-narrow={narrow} data-testid="calendar-grid">
      <FullCalendar
        ref={calendar}
        plugins={[dayGrid, timeGrid, interaction, classic]}
        locales={[viLocale, enLocale]}
        locale={i18n.language === 'en' ? 'en-gb' : 'vi'}
        timeZone="Asia/Ho_Chi_Minh"
        initialView={names[view]}
        initialDate={date}
        firstDay={1}
        headerToolbar={false}
        height="100%"
        expandRows
        fixedWeekCount={false}
        events={events}
        allDaySlot={false}
        slotMinTime="06:00"
        slotMaxTime="22:00"
        scrollTime="07:00"
        slotDuration="00:30"
        slotHeaderInterval="01:00"
        slotHeaderFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }}
        eventTimeFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }}
        dayHeaderFormat={
          view === 'month' || narrow
            ? { weekday: narrow ? 'narrow' : 'long' }
            : { weekday: 'long', day: '2-digit', month: '2-digit' }
        }
        dayMaxEvents={narrow ? 1 : 3}
        moreLinkText={(count) => t('calendar.moreInDay', { count })}
        moreLinkClick={narrow ? (info) => onDay(localDate(info.date.getTime())) : 'popover'}
        nowIndicator
        eventDisplay="block"
        eventInteractive
        eventMinHeight={28}
        slotEventOverlap={false}
        selectable={onSelect !== null}
        selectMirror
        unselectAuto
        select={(info) => {
          if (!info.allDay) return onSelect?.(info.start.getTime(), info.end.getTime())
          const [startsAt, endsAt] = [
            fromLocal(info.startStr.slice(0, 10), '07:30'),
            fromLocal(info.startStr.slice(0, 10), '09:30'),
          ]
          if (startsAt !== null && endsAt !== null) onSelect?.(startsAt, endsAt)
        }}
        dateClick={(info) => narrow && onDay(info.dateStr.slice(0, 10))}
        eventClick={(info) => {
          info.jsEvent.preventDefault()
          onOpen(info.event.id)
        }}
        eventClass={(info) => {
          const phase = byId.get(info.event.id)?.phase ?? 'scheduled'
          return [classes['event'], classes[phase]].join(' ')
        }}
        // oxlint-disable-next-line react/no-unstable-nested-components -- content, which the calendar calls as a function
        eventContent={(info) => {
          const meeting = byId.get(info.event.id)
          // This is the time that is being selected.
          if (!meeting) return <span className={classes['new']}>{t('calendar.new')}</span>
          const Icon = phaseIcons[meeting.phase]
          return (
            <span
              className={classes['content']}
              title={`${localTime(meeting.startsAt)} ${meeting.title} (${t(`phase.${meeting.phase}`, { ns: 'translation' })})`}
              data-testid="calendar-meeting"
            >
              <span className={classes['time']}>
                <Icon size="1em" aria-hidden />
                {localTime(meeting.startsAt)}
                {view === 'week' && <span className={classes['until']}> – {localTime(meeting.endsAt)}</span>}
                {meeting.isRehearsal && <IconLineDashed size="1em" aria-hidden />}
              </span>
              <span className={classes['title']}>{meeting.title}</span>
              <span className={view === 'week' ? classes['phase'] : classes['hidden']}>
                {t(`phase.${meeting.phase}`, { ns: 'translation' })}
                {meeting.isRehearsal && `, ${t('calendar.rehearsal')}`}
              </span>
            </span>
          )
        }}
      />
    </div>
  )
}
