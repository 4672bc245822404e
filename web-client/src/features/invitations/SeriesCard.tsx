import type { Invitation } from '@diem-cau/signaling-contract/office'
import { Anchor, Button, Collapse } from '@mantine/core'
import { IconChevronDown, IconRepeat } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { whenText } from '../../time/timeText.ts'
import { AnswerDates } from './answers/AnswerDates.tsx'
import { answerable, askedKind, firstEarlier } from './answers/askedState.ts'
import { InvitationCard } from './InvitationCard.tsx'
import classes from './InvitationCard.module.css'

interface Props {
  /** The dates, more than one, in the order of the list. */
  readonly dates: readonly Invitation[]
  readonly onAnswered: (dates: readonly Invitation[]) => void
}

/** Dates of one series as one card: one answer for all of them, or each on its own. */
export function SeriesCard({ dates, onAnswered }: Props) {
  const { t, i18n } = useTranslation('schedule')
  const list = useId()
  const [opened, setOpened] = useState<'answer' | 'dates' | null>(null)
  const first = dates.find(({ meeting }) => meeting.phase !== 'cancelled') ?? dates[0]
  if (!first) return null
  const toAnswer = answerable(dates)
  const open = toAnswer.filter(({ asked }) => askedKind(asked) === 'open')
  const changed = toAnswer.filter(({ asked }) => askedKind(asked) === 'open' && firstEarlier(asked) !== null)
  const { meeting } = first
  const kinds = new Set(toAnswer.map(({ asked }) => askedKind(asked)))
  const kind = open.length > 0 ? 'open' : kinds.size === 1 ? [...kinds][0] : 'tentative'
  const toggle = (what: 'answer' | 'dates') => setOpened(opened === what ? null : what)
  return (
    <article className={classes['card']} data-testid="invitation-series" data-answer={kind}>
      <div className={classes['when']}>
        <span className={classes['series']}>
          <IconRepeat size="1.1em" aria-hidden /> {t('invitations.series', { count: dates.length })}
        </span>
        <time dateTime={new Date(meeting.startsAt).toISOString()}>
          {t('invitations.nextDate', { when: whenText(meeting.startsAt, meeting.endsAt, i18n.language) })}
        </time>
        <span className={classes['facts']}>
          {meeting.hostUnit.name} · {t('plan.chair')}: {meeting.chairName}
        </span>
      </div>
      <h2 className={classes['title']}>
        <Anchor component={Link} to={`/planning/${meeting.meetingId}`} inherit>
          {meeting.title}
        </Anchor>
      </h2>
      <div className={classes['foot']}>
        <div className={classes['for']}>
          {first.asked
            .map(({ unit }) => (unit ? t('answer.forUnit', { name: unit.name }) : t('answer.forMe')))
            .join(' · ')}
          {toAnswer.length > 0 && (
            <span
              className={classes['state']}
              data-answer={open.length > 0 ? 'open' : 'attending'}
              data-testid="series-state"
            >
              {open.length > 0
                ? t('invitations.seriesOpen', { open: open.length, count: toAnswer.length })
                : t('invitations.seriesDone')}
            </span>
          )}
          {changed.length > 0 && <span>{t('invitations.seriesChanged', { count: changed.length })}</span>}
        </div>
        {toAnswer.length > 1 && (
          <Button
            variant={open.length > 0 ? 'filled' : 'default'}
            onClick={() => toggle('answer')}
            aria-expanded={opened === 'answer'}
            rightSection={<IconChevronDown size="1.1em" aria-hidden />}
            data-testid="series-answer"
          >
            {t('invitations.answerSeries')}
          </Button>
        )}
        <Button
          variant="default"
          onClick={() => toggle('dates')}
          aria-expanded={opened === 'dates'}
          aria-controls={list}
          rightSection={<IconChevronDown size="1.1em" aria-hidden />}
          data-testid="series-dates"
        >
          {t('invitations.eachDate')}
        </Button>
      </div>
      <Collapse expanded={opened === 'answer'}>
        <div className={classes['form']}>
          {changed.length > 0 && <p className={classes['facts']}>{t('invitations.seriesChangedHint')}</p>}
          {toAnswer.length > 0 && (
            <AnswerDates
              dates={toAnswer}
              onAnswered={(now) => {
                onAnswered(now)
                setOpened(null)
              }}
            />
          )}
        </div>
      </Collapse>
      <ul id={list} className={classes['dates']} hidden={opened !== 'dates'}>
        {opened === 'dates' &&
          dates.map((invitation) => (
            <li key={invitation.meeting.meetingId}>
              <InvitationCard invitation={invitation} onAnswered={onAnswered} inSeries />
            </li>
          ))}
      </ul>
    </article>
  )
}
