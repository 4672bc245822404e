import type { Plan } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { invitationQueries } from '../../../api/office/invitationsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { Card } from '../../../ui/Card.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { ChangedSince } from './ChangedSince.tsx'
import classes from './MeetingAnswers.module.css'
import { AnswerDates } from './AnswerDates.tsx'
import { answerable, askedKind, firstEarlier } from './askedState.ts'

/**
 * Takes my answer to this meeting: for each unit that I answer for, and for myself. It is empty when I am not asked.
 */
export function MeetingAnswers({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('schedule')
  const { data, failure, refresh, set } = useLoad(invitationQueries.mine(plan.meetingId, plan.version))
  const mine = data?.items.flatMap(({ dates }) => dates).find(({ meeting }) => meeting.meetingId === plan.meetingId)
  if (failure !== null && !data) return <LoadFailed title={t('answer.failed')} failure={failure} onRetry={refresh} />
  if (!data || !mine) return null
  const earlier = firstEarlier(mine.asked)
  const kind = askedKind(mine.asked)
  const isOver = plan.phase === 'ended' || plan.phase === 'cancelled'
  if (kind === 'open' && isOver) return null
  return (
    <Card id="my-answer" title={t('answer.title')} testId="my-answers">
      {mine.asked.length === 1 && (
        <p className={classes['for']}>
          {mine.asked[0]?.unit ? t('answer.forUnit', { name: mine.asked[0].unit.name }) : t('answer.forMe')}
        </p>
      )}
      {earlier && (
        <ChangedSince
          earlier={earlier}
          now={{ startsAt: mine.meeting.startsAt, endsAt: mine.meeting.endsAt, place: mine.place }}
          answered={kind !== 'open'}
        />
      )}
      {answerable([mine]).length > 0 ? (
        <AnswerDates
          dates={[mine]}
          onAnswered={(dates) => set({ ...data, items: [{ seriesId: mine.meeting.seriesId, dates: [...dates] }] })}
        />
      ) : (
        <p className={classes['for']}>{kind === 'open' ? t('invitations.mayNotAnswer') : t(`answer.${kind}`)}</p>
      )}
    </Card>
  )
}
