import type { MeetingSummary } from '@diem-cau/signaling-contract'
import { Button, Title } from '@mantine/core'
import { IconArrowRight, IconFileText, IconMailOpened, IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { clockTime } from '../../time/formatTime.ts'
import { useTimeText } from '../../time/useTimeText.ts'
import { ReadyLine } from '../readiness/ReadyLine.tsx'
import classes from './FirstMeeting.module.css'

interface Props {
  readonly meeting: MeetingSummary
  /** Milliseconds since the epoch: "today" depends on it. */
  readonly now: number
  readonly waitsForAnswer: boolean
}

/** The meeting that is under way, open, or next today: large, with the way in. */
export function FirstMeeting({ meeting, now, waitsForAnswer }: Props) {
  const { t } = useTranslation('home')
  const timeText = useTimeText()
  const { meetingId, phase, startsAt, endsAt, agenda, papers } = meeting
  const open = phase === 'open' || phase === 'live'
  const id = `meeting-${meetingId}`
  const conducts = meeting.seat === 'chair' || meeting.seat === 'deputy' || meeting.seat === 'secretary'
  const reading = [agenda > 0 ? t('agenda', { count: agenda }) : '', papers > 0 ? t('papers', { count: papers }) : '']
    .filter(Boolean)
    .join(' · ')
  return (
    <article className={classes['card']} data-open={open} aria-labelledby={id} data-testid="meeting-card">
      <div className={classes['body']}>
        <div className={classes['when']}>
          <span className={classes['phase']} data-phase={phase}>
            {t(`phase.${phase}`, { ns: 'translation' })}
          </span>
          <time dateTime={new Date(startsAt).toISOString()}>
            {timeText(startsAt, now)} {t('meetings.until', { ns: 'translation', time: clockTime(endsAt) })}
          </time>
        </div>
        <Title order={2} size="h3" id={id} className={classes['title']}>
          {meeting.title}
        </Title>
        <dl className={classes['facts']}>
          <div>
            <dt>{t('meetings.host', { ns: 'translation' })}</dt>
            <dd>{meeting.hostUnit.name}</dd>
          </div>
          <div>
            <dt>{t('meetings.chair', { ns: 'translation' })}</dt>
            <dd>{meeting.chairName}</dd>
          </div>
          <div>
            <dt>{t('meetings.yourSeat', { ns: 'translation' })}</dt>
            <dd>{t(`seat.${meeting.seat}`, { ns: 'translation' })}</dd>
          </div>
        </dl>
        {conducts && <ReadyLine meetingId={meetingId} startsAt={startsAt} />}
      </div>
      <div className={classes['side']}>
        {open ? (
          <>
            <Button
              component={Link}
              to={`/meetings/${meetingId}`}
              size="lg"
              rightSection={<IconArrowRight size="1.1em" aria-hidden />}
              data-testid="enter"
              aria-describedby={id}
            >
              {t('meetings.enter', { ns: 'translation' })}
            </Button>
            <span className={classes['connected']}>
              <IconUsersGroup size="1.2em" aria-hidden />
              {t('meetings.connected', {
                ns: 'translation',
                connected: meeting.connected,
                invited: meeting.invitedUnits,
              })}
            </span>
          </>
        ) : (
          <span className={classes['wait']}>{t('meetings.notOpenYet', { ns: 'translation' })}</span>
        )}
        <div className={classes['links']}>
          <Button
            component={Link}
            to={`/planning/${meetingId}`}
            variant="default"
            leftSection={<IconFileText size="1.1em" aria-hidden />}
            data-testid="open-plan"
          >
            {reading || t('details')}
          </Button>
          {waitsForAnswer && (
            <Button
              component={Link}
              to={`/planning/${meetingId}`}
              variant="light"
              leftSection={<IconMailOpened size="1.1em" aria-hidden />}
            >
              {t('answer')}
            </Button>
          )}
        </div>
      </div>
    </article>
  )
}
