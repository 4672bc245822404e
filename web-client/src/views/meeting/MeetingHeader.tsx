import { IconUsersGroup } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../i18n/formatTime.ts'
import { useMeeting, useMeetingScope } from '../MeetingContext.ts'
import classes from './MeetingHeader.module.css'

/** Which meeting this is, who holds it, how many are here, what time it is. */
export function MeetingHeader() {
  const { t } = useTranslation()
  const { detail } = useMeetingScope()
  const count = useMeeting((model) => model.order.length)
  const now = useNow()
  return (
    <div className={classes['root']}>
      <img src="/favicon.svg" alt="" className={classes['mark']} />
      <div className={classes['what']}>
        <h1 title={detail.title}>{detail.title}</h1>
        <span className={classes['host']}>{detail.hostUnit.name}</span>
      </div>
      <span className={classes['count']} title={t('meeting.connectedCount', { count })}>
        <IconUsersGroup size="1.2em" aria-hidden />
        <span aria-hidden>{count}</span>
        <span className={classes['hidden']}>{t('meeting.connectedCount', { count })}</span>
      </span>
      <time className={classes['clock']} aria-label={`${t('meeting.clock')} ${clockTime(now)}`}>
        {clockTime(now)}
      </time>
    </div>
  )
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
