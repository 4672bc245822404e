import type { PlanSummary } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { CalendarList } from './CalendarList.tsx'
import classes from './SearchResults.module.css'

interface Props {
  /** Meetings to come, the soonest first. */
  readonly coming: readonly PlanSummary[]
  readonly past: readonly PlanSummary[]
  readonly onOpen: (meetingId: string) => void
}

/** Shows what was found in all months: meetings to come first, those that are over below. */
export function SearchResults({ coming, past, onOpen }: Props) {
  const { t } = useTranslation('schedule')
  return (
    <>
      {coming.length > 0 && <CalendarList meetings={coming} onOpen={onOpen} withMonths />}
      {past.length > 0 && (
        <details className={classes['past']} open={coming.length === 0}>
          <summary>{t('calendar.past', { count: past.length })}</summary>
          <CalendarList meetings={past} onOpen={onOpen} withMonths />
        </details>
      )}
    </>
  )
}
