import { recordFileName } from '@diem-cau/signaling-contract/documents'
import type { Plan } from '@diem-cau/signaling-contract/office'
import { Button, Title } from '@mantine/core'
import {
  IconArrowLeft,
  IconCalendarOff,
  IconCalendarPlus,
  IconFileText,
  IconFileTypePdf,
  IconPencil,
  IconUsersPlus,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { invitationsApi } from '../../../api/office/invitationsApi.ts'
import { saveFile } from '../../../browser/saveFile.ts'
import { scheduleQueries } from '../../../api/office/scheduleApi.ts'
import { showToast } from '../../../ui/toasts.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { Card } from '../../../ui/Card.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { MeetingAnswers } from '../../invitations/answers/MeetingAnswers.tsx'
import { AnswerBoardView } from '../../invitations/answers/AnswerBoardView.tsx'
import { ReadyLine } from '../../readiness/ReadyLine.tsx'
import { AgendaView } from './AgendaView.tsx'
import { EnterButton } from '../../plan/EnterButton.tsx'
import { InviteMoreDialog } from '../../inviteMore/InviteMoreDialog.tsx'
import { InvitedView } from './InvitedView.tsx'
import { isEditable } from '../../plan/isEditable.ts'
import { ManageMenu } from './ManageMenu.tsx'
import { PlanFacts } from '../../plan/PlanFacts.tsx'
import classes from './PlanPage.module.css'

/** A meeting as it is planned: for the invited to read and answer, for its secretary to run. */
export function PlanPage() {
  const { t } = useTranslation('schedule')
  const { meetingId = '' } = useParams()
  const { data, failure, refresh, set } = useLoad(scheduleQueries.meeting(meetingId))
  const plan = data?.meetingId === meetingId ? data : null
  useEffect(() => {
    if (plan) document.title = `${plan.title} · ${t('product', { ns: 'translation' })}`
  }, [plan, t])
  const isMissing = failure !== null && (failureCode(failure) === 'notFound' || failureCode(failure) === 'forbidden')
  return (
    <div className={classes['page']} data-testid="plan">
      <Button
        component={Link}
        to="/calendar"
        variant="subtle"
        leftSection={<IconArrowLeft size="1.1em" aria-hidden />}
        className={classes['back'] ?? ''}
      >
        {t('plan.back')}
      </Button>
      {isMissing && (
        <Empty
          icon={<IconCalendarOff size="1em" stroke={1.4} />}
          title={t('plan.notFound')}
          text={t('plan.notFoundHint')}
        >
          <Button component={Link} to="/calendar" variant="default">
            {t('plan.toCalendar')}
          </Button>
        </Empty>
      )}
      {failure !== null && !isMissing && <LoadFailed title={t('plan.failed')} failure={failure} onRetry={refresh} />}
      {!plan && failure === null && <Skeletons heights={[2.5, 16, 16]} across label={t('plan.loading')} />}
      {plan && <Loaded key={plan.meetingId} plan={plan} onChange={set} onAdded={refresh} />}
    </div>
  )
}

function Loaded({
  plan,
  onChange,
  onAdded,
}: {
  readonly plan: Plan
  readonly onChange: (plan: Plan) => void
  readonly onAdded: () => void
}) {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const [busy, setBusy] = useState<'pdf' | 'ics' | null>(null)
  const save = async (what: 'pdf' | 'ics') => {
    setBusy(what)
    try {
      const file =
        what === 'pdf'
          ? await invitationsApi.invitationPdf(plan.meetingId, null)
          : await invitationsApi.invitationIcs(plan.meetingId)
      saveFile(file, recordFileName(what === 'pdf' ? 'giay-moi' : 'lich-hop', plan.title, plan.startsAt, what))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(null)
    }
  }
  const [inviting, setInviting] = useState(false)
  const sent = plan.phase !== 'draft'
  /** True when invitations are offered; nobody needs one to a meeting that is cancelled. */
  const isHeld = sent && plan.phase !== 'cancelled'
  return (
    <>
      {inviting && <InviteMoreDialog meetingId={plan.meetingId} onClose={() => setInviting(false)} onAdded={onAdded} />}
      <div className={classes['head']}>
        <Title order={1} size="h2" className={classes['title'] ?? ''}>
          {plan.title}
        </Title>
        <div className={classes['actions']}>
          <EnterButton plan={plan} />
          {plan.mayManage && isEditable(plan) && (
            <Button
              component={Link}
              to={`/planning/${plan.meetingId}/edit`}
              variant="default"
              leftSection={<IconPencil size="1.1em" aria-hidden />}
              data-testid="edit-plan"
            >
              {t('plan.edit')}
            </Button>
          )}
          {plan.mayManage && (plan.phase === 'scheduled' || plan.phase === 'open' || plan.phase === 'live') && (
            <Button
              variant="default"
              leftSection={<IconUsersPlus size="1.1em" aria-hidden />}
              onClick={() => setInviting(true)}
              data-testid="invite-more"
            >
              {t('more.button')}
            </Button>
          )}
          {plan.phase === 'ended' && (
            <Button
              component={Link}
              to={`/minutes/${plan.meetingId}`}
              leftSection={<IconFileText size="1.1em" aria-hidden />}
              data-testid="plan-minutes"
            >
              {t('plan.minutesOf')}
            </Button>
          )}
          {plan.mayManage && <ManageMenu plan={plan} onChange={onChange} />}
        </div>
      </div>
      <div className={classes['columns']}>
        <div className={classes['column']}>
          <Card>
            <PlanFacts plan={plan} />
            {plan.mayManage && isHeld && <ReadyLine meetingId={plan.meetingId} startsAt={plan.startsAt} />}
            {isHeld && (
              <div className={classes['actions']}>
                <Button
                  variant="default"
                  loading={busy === 'pdf'}
                  onClick={() => void save('pdf')}
                  leftSection={<IconFileTypePdf size="1.2em" aria-hidden />}
                  data-testid="invitation-pdf"
                >
                  {t('plan.pdf')}
                </Button>
                {plan.phase !== 'ended' && (
                  <Button
                    variant="default"
                    loading={busy === 'ics'}
                    onClick={() => void save('ics')}
                    leftSection={<IconCalendarPlus size="1.2em" aria-hidden />}
                  >
                    {t('plan.ics')}
                  </Button>
                )}
              </div>
            )}
          </Card>
          <Card id="agenda" title={t('plan.agenda')}>
            <AgendaView plan={plan} />
          </Card>
        </div>
        <div className={classes['column']}>
          {isHeld && <MeetingAnswers plan={plan} />}
          {plan.mayManage && sent && <AnswerBoardView meetingId={plan.meetingId} />}
          <Card id="invited" title={t('plan.invited')}>
            <InvitedView plan={plan} />
          </Card>
        </div>
      </div>
    </>
  )
}
