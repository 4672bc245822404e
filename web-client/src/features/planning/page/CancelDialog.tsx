import type { Plan, Scope } from '@diem-cau/signaling-contract/office'
import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { scheduleApi } from '../../../api/office/scheduleApi.ts'
import { showToast } from '../../../ui/toasts.ts'
import { ActDialog } from '../../../ui/ActDialog.tsx'
import { isUnsentSeries } from '../editor/planForm.ts'
import { ScopeChoice } from '../../plan/ScopeChoice.tsx'

interface Props {
  readonly plan: Plan
  readonly onClose: () => void
  readonly onChange: (plan: Plan) => void
}

/** Cancels a meeting, with the reason that everyone reads; takes a draft away. */
export function CancelDialog({ plan, onClose, onChange }: Props) {
  const { t } = useTranslation('schedule')
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const [scope, setScope] = useState<Scope>(plan.phase === 'draft' ? 'all' : 'this')
  const draft = plan.phase === 'draft'
  async function confirm() {
    if (draft) {
      await scheduleApi.removeDraft(plan.meetingId, plan.version, plan.series ? scope : 'this')
      showToast(t('cancel.removed'))
      await navigate('/calendar')
    } else {
      onChange(await scheduleApi.cancelMeeting(plan.meetingId, { version: plan.version, scope, reason }))
      showToast(t('cancel.done'))
      onClose()
    }
  }
  return (
    <ActDialog
      onClose={onClose}
      title={t(draft ? 'cancel.removeTitle' : 'cancel.title')}
      cancel={t('cancel.keep')}
      act={t(draft ? 'cancel.removeConfirm' : 'cancel.confirm')}
      danger
      onAct={confirm}
      actTestId="cancel-confirm"
    >
      <Text>{t(draft ? 'cancel.removeText' : 'cancel.text')}</Text>
      {!draft && (
        <Textarea
          label={t('cancel.reason')}
          value={reason}
          maxLength={500}
          autosize
          minRows={2}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value.replaceAll('\n', ' '))}
          data-testid="cancel-reason"
        />
      )}
      {plan.series && (
        <ScopeChoice
          label={t(draft ? 'scope.titleRemove' : 'scope.titleCancel')}
          value={scope}
          onChange={setScope}
          all={draft && isUnsentSeries(plan) ? plan.series.count : undefined}
        />
      )}
    </ActDialog>
  )
}
