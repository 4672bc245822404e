import type { ReadinessDay } from '@diem-cau/signaling-contract/readiness'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, localDate, weekday } from '../../time/vietnamTime.ts'
import { serverNow } from '../../time/serverClock.ts'
import { dayText } from '../../time/timeText.ts'
import board from './Board.module.css'
import classes from './Room.module.css'

/** Weeks of 24 months. */
const WEEKS = 105

/** Two years as a calendar: a column is a week, a square the worst of a day; a day without a test is empty. */
export function DayStrip({ days }: { readonly days: readonly ReadinessDay[] }) {
  const { t, i18n } = useTranslation('board')
  const scroll = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Today is at the right end.
    if (scroll.current) scroll.current.scrollLeft = scroll.current.scrollWidth
  }, [])
  const known = new Map<string, ReadinessDay>(days.map((day) => [day.day, day]))
  const today = localDate(serverNow())
  const first = addDays(today, -weekday(today) - 7 * (WEEKS - 1))
  const all = Array.from({ length: 7 * WEEKS }, (_, n) => addDays(first, n)).filter((day) => day <= today)
  if (days.length === 0) return <p className={classes['dim']}>{t('room.noDays')}</p>
  return (
    <div ref={scroll} className={classes['strip']} role="region" aria-label={t('room.days')} tabIndex={0}>
      <ul className={classes['days']}>
        {all.map((day) => {
          const of = known.get(day)
          const text = of
            ? t('room.day', { day: dayText(day, i18n.language), health: t(`health.${of.worst}`), count: of.runs })
            : null
          return text === null || !of ? (
            <li key={day} aria-hidden className={classes['noDay']} />
          ) : (
            <li key={day} className={board['day']} data-health={of.worst} title={text} aria-label={text} />
          )
        })}
      </ul>
    </div>
  )
}
