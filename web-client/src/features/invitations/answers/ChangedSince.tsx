import type { Earlier, MeetingMoment } from '@diem-cau/signaling-contract/office'
import { IconCalendarEvent } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useChangeTexts } from '../../plan/useChangeTexts.ts'
import { momentText } from '../../../time/timeText.ts'
import classes from './ChangedSince.module.css'

interface Props {
  readonly earlier: Earlier
  /** The meeting as it is now. */
  readonly now: MeetingMoment
  readonly answered: boolean
}

/** Shows what was changed since the invited knew of it, and what they had answered to that. */
export function ChangedSince({ earlier, now, answered }: Props) {
  const { t } = useTranslation('inbox')
  const { t: schedule } = useTranslation('schedule')
  const changeTexts = useChangeTexts()
  const { answer } = earlier
  return (
    <div className={classes['note']} data-testid="earlier">
      <IconCalendarEvent size="1.3em" aria-hidden />
      <div>
        {changeTexts(earlier, now).map((text) => (
          <strong key={text}>{text}</strong>
        ))}
        {answer && (
          <span>
            {t('change.earlier', {
              answer: schedule(`answer.${answer.answer}`),
              by: answer.by === 'calendar' ? schedule('answer.byCalendar') : answer.by,
              time: momentText(answer.at),
            })}
          </span>
        )}
        {!answered && <span>{t('change.again')}</span>}
      </div>
    </div>
  )
}
