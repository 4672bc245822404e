import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { clockTime } from '../../../../time/formatTime.ts'
import { useMeetingClient } from '../../scope/MeetingContext.ts'
import { useCallText } from '../../scope/useCall.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import classes from './ComplaintList.module.css'

/** Lists the complaints for technicians, chair and secretary: the toast over the picture is gone after a while. */
export function ComplaintList() {
  const { t } = useTranslation(['people', 'conduct'])
  const client = useMeetingClient()
  const part = useMyPart()
  const callText = useCallText()
  const complaints = useStore(client.complaints.store, (state) => state.complaints)
  if (complaints.length === 0 || !(part.isOffice || part.seat === 'technician')) return null
  return (
    <section aria-labelledby="complaints" className={classes['root']}>
      <h3 id="complaints">{t('complaints')}</h3>
      <ul className={classes['list']} tabIndex={0} aria-labelledby="complaints" data-testid="complaint-list">
        {complaints.map(({ id, at, from, about, what }) => (
          <li key={id} className={classes['row']}>
            <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>
            <span>
              <b>{from && callText(from)}</b>: {t(`conduct:complaint.${what}`)}
              {about !== null && ` (${callText(about)})`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
