import type { Invitation } from '@diem-cau/signaling-contract/office'
import { Anchor, Button, Collapse } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { z } from 'zod'
import { invitationsApi } from '../../office/invitationsApi.ts'
import { showToast } from '../../office/toasts.ts'
import { AnswerIcon } from '../answer/AnswerIcon.tsx'
import { AnswerForm } from '../answer/AnswerForm.tsx'
import { PhaseBadge } from '../planning/PhaseBadge.tsx'
import { whenText } from '../planning/timeText.ts'
import classes from './InvitationCard.module.css'

interface Props {
  readonly invitation: z.infer<typeof Invitation>
  readonly onAnswered: (invitation: z.infer<typeof Invitation>) => void
}

export function InvitationCard({ invitation, onAnswered }: Props) {
  const { t, i18n } = useTranslation('schedule')
  const { meeting, unit, answer } = invitation
  const [opened, setOpened] = useState(false)
  const kind = answer?.answer ?? 'open'
  const over = meeting.phase === 'ended' || meeting.phase === 'cancelled'
  return (
    <article className={classes['card']} data-testid="invitation" data-answer={kind}>
      <div className={classes['when']}>
        <PhaseBadge phase={meeting.phase} />
        <time dateTime={new Date(meeting.startsAt).toISOString()}>{whenText(meeting.startsAt, meeting.endsAt, i18n.language)}</time>
      </div>
      <h2 className={classes['title']}>
        <Anchor component={Link} to={`/planning/${meeting.meetingId}`} inherit data-testid="invitation-title">
          {meeting.title}
        </Anchor>
      </h2>
      <p className={classes['facts']}>
        {meeting.hostUnit.name} · {t('plan.chair')}: {meeting.chairName}
      </p>
      <div className={classes['foot']}>
        <span className={classes['for']}>{unit ? t('answer.forUnit', { name: unit.name }) : t('answer.forMe')}</span>
        <span className={classes['state']} data-answer={kind}>
          <AnswerIcon answer={kind} />
          {t(`answer.${kind}`)}
        </span>
        {invitation.mayAnswer && !over && (
          <Button
            variant={kind === 'open' || kind === 'tentative' ? 'filled' : 'default'}
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
      {!invitation.mayAnswer && kind === 'open' && !over && <p className={classes['facts']}>{t('invitations.mayNotAnswer')}</p>}
      <Collapse expanded={opened}>
        <div className={classes['form']}>
          <AnswerForm
            unitCode={unit?.code ?? null}
            answer={answer}
            onSend={async (given) => {
              onAnswered(await invitationsApi.answer(meeting.meetingId, given))
              setOpened(false)
              showToast(t('answer.sent'))
            }}
          />
        </div>
      </Collapse>
    </article>
  )
}
