import { IconLock, IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../../time/formatTime.ts'
import { FloorStrip } from '../conduct/floor/FloorStrip.tsx'
import { useMeeting, useMeetingScope } from '../scope/MeetingContext.ts'
import { useMyPart } from '../scope/useMyPart.ts'
import { StageBar } from '../conduct/stage/StageBar.tsx'
import { useName } from '../scope/useCall.ts'
import { useNow } from '../../../time/useNow.ts'
import classes from './MeetingHeader.module.css'

/** The clock shows minutes, so it is read this often, in milliseconds. */
const CLOCK_MS = 5_000

/** Names the meeting and who one is in it, who conducts and speaks, what is shown, how many are here, and the time. */
export function MeetingHeader() {
  const { t } = useTranslation('meeting')
  const { detail } = useMeetingScope()
  const count = useMeeting((model) => model.order.length)
  const me = useMyName()
  const locked = useMeeting((model) => model.meeting.door.lock !== null)
  const now = useNow(CLOCK_MS)
  return (
    <div className={classes['root']}>
      <div className={classes['row']}>
        <img src="/favicon.svg" alt="" className={classes['mark']} />
        <div className={classes['what']}>
          <h1 title={`${detail.title} (${detail.hostUnit.name})`}>{detail.title}</h1>
          {me !== '' && (
            <span className={classes['me']} title={t('meeting.youAre', { name: me })} data-testid="you-are">
              {t('meeting.youAre', { name: me })}
            </span>
          )}
        </div>
        <div className={classes['strips']}>
          <FloorStrip />
          <StageBar />
        </div>
        {locked && (
          <span className={classes['locked']} title={t('door.locked')} data-testid="meeting-locked">
            <IconLock size="1.2em" aria-hidden />
            <span>{t('door.locked')}</span>
          </span>
        )}
        <span className={classes['count']} title={t('meeting.connectedCount', { count })}>
          <IconUsersGroup size="1.2em" aria-hidden />
          <span aria-hidden>{count}</span>
          <span className={classes['hidden']}>{t('meeting.connectedCount', { count })}</span>
        </span>
        <time className={classes['clock']} aria-label={`${t('meeting.clock')} ${clockTime(now)}`}>
          {clockTime(now)}
        </time>
      </div>
    </div>
  )
}

/** The own name as the others read it; for the chair with the seat. */
function useMyName(): string {
  const { t } = useTranslation()
  const { me, seat } = useMyPart()
  const name = useName(me)
  return seat === 'chair' ? `${name} (${t('seat.chair').toLocaleLowerCase('vi')})` : name
}
