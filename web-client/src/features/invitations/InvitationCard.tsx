import type { Invitation } from '@diem-cau/signaling-contract/office'
import { Anchor, Button, Collapse } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { AnswerIcon } from './answers/AnswerIcon.tsx'
import { ChangedSince } from './answers/ChangedSince.tsx'
import { PhaseBadge } from '../plan/PhaseBadge.tsx'
import { whenText } from '../../time/timeText.ts'
import { AnswerDates } from './answers/AnswerDates.tsx'
import { answerable, askedKind, firstEarlier } from './answers/askedState.ts'
import classes from './InvitationCard.module.css'

interface Props {
  readonly invitation: Invitation
  readonly onAnswered: (dates: readonly Invitation[]) => void
  /** True for a date among others of its series, under the title of the series. */
  readonly inSeries?: boolean
}

/** A meeting to which I am invited, or my unit is. */
export function InvitationCard({ invitation, onAnswered, inSeries = false }: Props) {
  const { t, i18n } = useTranslation('schedule')
  const { meeting, place, asked, cancelReason } = invitation
  const [opened, setOpened] = useState(false)
  const kind = askedKind(asked)
  const earlier = firstEarlier(asked)
  const over = meeting.phase === 'ended' || meeting.phase === 'cancelled'
  const mayAnswer = answerable([invitation]).length > 0
  return (
    <article
      className={classes['card']}
      data-testid="invitation"
      data-answer={kind}
      data-phase={meeting.phase}
      data-nested={inSeries}
    >
      <div className={classes['when']}>
        {meeting.phase !== 'scheduled' && <PhaseBadge phase={meeting.phase} />}
        <time dateTime={new Date(meeting.startsAt).toISOString()}>
          {whenText(meeting.startsAt, meeting.endsAt, i18n.language)}
        </time>
        {!inSeries && (
          <span className={classes['facts']}>
            {meeting.hostUnit.name} · {t('plan.chair')}: {meeting.chairName}
          </span>
        )}
        {inSeries && (
          <Anchor component={Link} to={`/planning/${meeting.meetingId}`} data-testid="invitation-title">
            {t('plan.open')}
          </Anchor>
        )}
      </div>
      {!inSeries && (
        <h2 className={classes['title']}>
          <Anchor component={Link} to={`/planning/${meeting.meetingId}`} inherit data-testid="invitation-title">
            {meeting.title}
          </Anchor>
        </h2>
      )}
      {meeting.phase === 'cancelled' && cancelReason !== '' && (
        <p className={classes['reason']} data-testid="cancel-reason">
          {t('plan.cancelledWhy', { reason: cancelReason })}
        </p>
      )}
      {earlier && !over && (
        <ChangedSince
          earlier={earlier}
          now={{ startsAt: meeting.startsAt, endsAt: meeting.endsAt, place }}
          answered={kind !== 'open'}
        />
      )}
      <div className={classes['foot']}>
        <ul className={classes['asked']}>
          {asked.map(({ unit, answer }) => (
            <li key={unit?.code ?? ''}>
              <span>{unit ? t('answer.forUnit', { name: unit.name }) : t('answer.forMe')}</span>
              {(answer !== null || meeting.phase !== 'cancelled') && (
                <span className={classes['state']} data-answer={answer?.answer ?? 'open'}>
                  <AnswerIcon answer={answer?.answer ?? 'open'} />
                  {t(answer === null && !mayAnswer ? 'answer.unanswered' : `answer.${answer?.answer ?? 'open'}`)}
                </span>
              )}
            </li>
          ))}
        </ul>
        {mayAnswer && (
          <Button
            variant={(kind === 'open' || kind === 'tentative') && !inSeries ? 'filled' : 'default'}
            onClick={() => setOpened(!opened)}
            aria-expanded={opened}
            rightSection={<IconChevronDown size="1.1em" aria-hidden />}
            data-testid="invitation-answer"
          >
            {t(kind === 'open' ? 'answer.title' : 'answer.change')}
          </Button>
        )}
        {(meeting.phase === 'open' || meeting.phase === 'live') && (
          <Button component={Link} to={`/meetings/${meeting.meetingId}`} data-testid="enter">
            {t('plan.enter')}
          </Button>
        )}
      </div>
      {!invitation.mayAnswer && kind === 'open' && !over && (
        <p className={classes['facts']}>{t('invitations.mayNotAnswer')}</p>
      )}
      <Collapse expanded={opened}>
        <div className={classes['form']}>
          <AnswerDates
            dates={[invitation]}
            onAnswered={(dates) => {
              onAnswered(dates)
              setOpened(false)
            }}
          />
        </div>
      </Collapse>
    </article>
  )
}
