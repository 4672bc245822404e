import type { MeetingSummary } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconClockPlay, IconHandStop } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { calendarDate, clockTime, dayOf } from '../../time/formatTime.ts'
import type { Next } from './nextOf.ts'
import { notNow, setNotNow } from './notNow.ts'
import { roomSettings } from './roomSettings.ts'
import classes from './NextStep.module.css'

interface Props {
  readonly next: Next
  /** The meeting that the page is about, or the next one: whether the room goes into it is decided here. */
  readonly meeting: MeetingSummary | null
  readonly now: number
  /** More that can be done here. */
  readonly children?: ReactNode
}

/** Says what this room does next by itself and when, and lets anybody there say "not now". */
export function NextStep({ next, meeting, now, children }: Props) {
  const { t } = useTranslation('ownRoom')
  const unwanted = useStore(notNow)
  const isByItself = useStore(roomSettings, (settings) => settings.isByItself)
  const isUnwanted = meeting !== null && unwanted.has(meeting.meetingId)
  const at = (time: number) =>
    dayOf(time, now) === 'today' ? clockTime(time) : `${clockTime(time)}, ${calendarDate(time)}`
  const words = () => {
    if (!isByItself) return t('byHand')
    if (isUnwanted) return t('unwanted', { title: meeting.title })
    switch (next.kind) {
      case 'lobby':
        return t('lobby', { time: at(next.at), title: next.meeting.title })
      case 'join':
        return next.at <= now
          ? t('joining', { title: next.meeting.title })
          : t('join', { time: at(next.at), title: next.meeting.title })
      case 'wait':
        return t('wait', { title: next.meeting.title })
      case 'none':
        return t('none')
      default:
        return next satisfies never
    }
  }
  return (
    <section className={classes['root']} aria-label={t('title')} data-testid="next-step" data-next={next.kind}>
      <IconClockPlay size="1.4em" aria-hidden className={classes['icon']} />
      <p role="status">
        <strong>{t('title')}: </strong>
        {words()}
      </p>
      {isByItself && meeting !== null && (next.kind !== 'none' || isUnwanted) && (
        <Button
          size="lg"
          variant="default"
          leftSection={isUnwanted ? <IconClockPlay size="1.2em" /> : <IconHandStop size="1.2em" />}
          onClick={() => setNotNow(meeting.meetingId, !isUnwanted)}
          data-testid={isUnwanted ? 'next-wanted' : 'next-not-now'}
        >
          {t(isUnwanted ? 'wanted' : 'notNow')}
        </Button>
      )}
      {children}
    </section>
  )
}
