import type { Plan } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { invitationsApi } from '../../office/invitationsApi.ts'
import { showToast } from '../../office/toasts.ts'
import { useLoad } from '../../office/useLoad.ts'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { AnswerForm } from '../answer/AnswerForm.tsx'
import classes from '../planning/PlanPage.module.css'

/** My answers to this meeting: for each unit that I answer for, and for myself. Nothing when I am not asked. */
export function MeetingAnswers({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('schedule')
  const past = plan.phase === 'ended'
  const { data, failure, refresh, set } = useLoad(plan.meetingId, (signal) => invitationsApi.invitations({ meetingId: plan.meetingId, limit: 200, ...(past ? { past: 'true' } : {}) }, signal))
  const mine = data?.items.filter(({ meeting }) => meeting.meetingId === plan.meetingId) ?? []
  if (failure !== null && !data) return <LoadFailed title={t('answer.failed')} failure={failure} onRetry={refresh} />
  if (!data || mine.length === 0) return null
  return (
    <section className={classes['card']} aria-labelledby="my-answer" data-testid="my-answers">
      <h2 id="my-answer" className={classes['section']}>
        {t('answer.title')}
      </h2>
      {mine.map((invitation) => (
        <div key={invitation.unit?.code ?? ''}>
          <p className={classes['for']}>{invitation.unit ? t('answer.forUnit', { name: invitation.unit.name }) : t('answer.forMe')}</p>
          {invitation.mayAnswer && !past ? (
            <AnswerForm
              unitCode={invitation.unit?.code ?? null}
              answer={invitation.answer}
              onSend={async (answer) => {
                const given = await invitationsApi.answer(plan.meetingId, answer)
                set({ ...data, items: data.items.map((item) => (item === invitation ? given : item)) })
                showToast(t('answer.sent'))
              }}
            />
          ) : (
            <p className={classes['for']}>{invitation.answer ? t(`answer.${invitation.answer.answer}`) : t('invitations.mayNotAnswer')}</p>
          )}
        </div>
      ))}
    </section>
  )
}
