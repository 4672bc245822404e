import type { MeetingMoment } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { momentChanges } from './momentChanges.ts'

/** Writes "Đổi giờ: 14:00 → 15:00", one text for each of time and place that has changed. */
export function useChangeTexts(): (before: MeetingMoment, now: MeetingMoment) => string[] {
  const { t } = useTranslation('inbox')
  return (before, now) =>
    momentChanges(before, now).map(({ what, from, to }) =>
      t(`change.${what}`, { from: from || t('change.online'), to: to || t('change.online') }),
    )
}
