import type { MeetingSummary } from '@diem-cau/signaling-contract'
import { Button, Title } from '@mantine/core'
import { IconArrowRight, IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { clockTime } from '../../i18n/formatTime.ts'
import { useTimeText } from '../../i18n/useTimeText.ts'
import classes from './MeetingCard.module.css'

interface Props {
  readonly meeting: MeetingSummary
  /** Milliseconds since the epoch: "today" depends on it. */
  readonly now: number
}

export function MeetingCard({ meeting, now }: Props) {
  const { t } = useTranslation()
  const timeText = useTimeText()
  const open = meeting.phase === 'open' || meeting.phase === 'live'
  const id = `meeting-${meeting.meetingId}`
  return (
    <article className={classes['card']} data-open={open} aria-labelledby={id} data-testid="meeting-card">
      <div className={classes['body']}>
        <div className={classes['when']}>
          <span className={classes['phase']} data-phase={meeting.phase}>
            {t(`phase.${meeting.phase}`)}
          </span>
          <time dateTime={new Date(meeting.startsAt).toISOString()}>
            {timeText(meeting.startsAt, now)} {t('meetings.until', { time: clockTime(meeting.endsAt) })}
          </time>
        </div>
        <Title order={2} size="h3" id={id} className={classes['title']}>
          {meeting.title}
        </Title>
        <dl className={classes['facts']}>
          <div>
            <dt>{t('meetings.host')}</dt>
            <dd>{meeting.hostUnit.name}</dd>
          </div>
          <div>
            <dt>{t('meetings.chair')}</dt>
            <dd>{meeting.chairName}</dd>
          </div>
          <div>
            <dt>{t('meetings.yourSeat')}</dt>
            <dd>{t(`seat.${meeting.seat}`)}</dd>
          </div>
        </dl>
      </div>
      <div className={classes['side']}>
        {open && (
          <span className={classes['connected']}>
            <IconUsersGroup size="1.2em" aria-hidden />
            {t('meetings.connected', { connected: meeting.connected, invited: meeting.invitedUnits })}
          </span>
        )}
        {open ? (
          <Button
            component={Link}
            to={`/meetings/${meeting.meetingId}`}
            size="lg"
            rightSection={<IconArrowRight size="1.1em" aria-hidden />}
            data-testid="enter"
            aria-describedby={id}
          >
            {t('meetings.enter')}
          </Button>
        ) : (
          meeting.phase === 'scheduled' && <span className={classes['wait']}>{t('meetings.notOpenYet')}</span>
        )}
      </div>
    </article>
  )
}
