import type { MeetingSummary } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconArrowRight, IconFileText, IconListNumbers, IconMailOpened, IconPaperclip } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { localTime } from '../../time/vietnamTime.ts'
import classes from './MeetingRow.module.css'

interface Props {
  readonly meeting: MeetingSummary
  readonly waitsForAnswer?: boolean
  readonly waitsForMinutes?: boolean
  /** Shown before the actions. */
  readonly children?: ReactNode
}

/** A meeting in one line, with the actions on it. */
export function MeetingRow({ meeting, waitsForAnswer = false, waitsForMinutes = false, children }: Props) {
  const { t } = useTranslation('home')
  const { meetingId, phase, title, agenda, papers } = meeting
  const open = phase === 'open' || phase === 'live'
  return (
    <div className={classes['row']} data-phase={phase} data-testid="meeting-card">
      <span className={classes['time']}>
        {localTime(meeting.startsAt)} – {localTime(meeting.endsAt)}
      </span>
      <span className={classes['what']}>
        <Link to={`/planning/${meetingId}`} className={classes['title']} title={title} data-testid="open-plan">
          {title}
        </Link>
        <span className={classes['facts']}>
          <span>{meeting.hostUnit.name}</span>
          <span>{meeting.chairName}</span>
          {agenda > 0 && (
            <span className={classes['fact']} title={t('agenda', { count: agenda })}>
              <IconListNumbers size="1.1em" aria-hidden /> {t('agenda', { count: agenda })}
            </span>
          )}
          {papers > 0 && (
            <span className={classes['fact']} title={t('papers', { count: papers })}>
              <IconPaperclip size="1.1em" aria-hidden /> {t('papers', { count: papers })}
            </span>
          )}
        </span>
      </span>
      <span className={classes['acts']}>
        {children}
        {waitsForAnswer && (
          <Button
            component={Link}
            to={`/planning/${meetingId}`}
            variant="light"
            size="compact-sm"
            leftSection={<IconMailOpened size="1.1em" aria-hidden />}
            aria-label={`${t('answer')}: ${title}`}
            data-testid="row-answer"
          >
            {t('answerShort')}
          </Button>
        )}
        {phase === 'ended' && (
          <Button
            component={Link}
            to={`/minutes/${meetingId}`}
            variant={waitsForMinutes ? 'light' : 'default'}
            size="compact-sm"
            leftSection={<IconFileText size="1.1em" aria-hidden />}
            data-testid="row-minutes"
          >
            {t(waitsForMinutes ? 'write' : 'minutes')}
          </Button>
        )}
        {open && (
          <Button
            component={Link}
            to={`/meetings/${meetingId}`}
            size="compact-sm"
            rightSection={<IconArrowRight size="1.1em" aria-hidden />}
            data-testid="enter"
          >
            {t('meetings.enter', { ns: 'translation' })}
          </Button>
        )}
      </span>
    </div>
  )
}
