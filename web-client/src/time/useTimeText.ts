import { useTranslation } from 'react-i18next'
import { calendarDate, clockTime, dayOf } from './formatTime.ts'

/** Writes a moment as "07:30 ngày 23/11/2026", or in nearer words for today and tomorrow. */
export function useTimeText(): (at: number, now: number) => string {
  const { t } = useTranslation()
  return (at, now) => {
    const parts = { time: clockTime(at), date: calendarDate(at) }
    const day = dayOf(at, now)
    return day === 'other' ? t('time.at', parts) : t(`time.${day}`, parts)
  }
}
