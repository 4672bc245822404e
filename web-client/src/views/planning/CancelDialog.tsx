import type { Plan, Scope } from '@diem-cau/signaling-contract/office'
import { Alert, Button, Text, Textarea } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useFailureText } from '../../i18n/useFailureText.ts'
import { scheduleApi } from '../../office/scheduleApi.ts'
import { showToast } from '../../office/toasts.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { isUnsentSeries } from './planForm.ts'
import { ScopeChoice } from './ScopeChoice.tsx'

interface Props {
  readonly plan: Plan
  readonly onClose: () => void
  readonly onChange: (plan: Plan) => void
}

/** Cancels a meeting, with the reason that everyone reads; takes a draft away. */
export function CancelDialog({ plan, onClose, onChange }: Props) {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const [scope, setScope] = useState<Scope>(plan.phase === 'draft' ? 'all' : 'this')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const draft = plan.phase === 'draft'
  async function confirm() {
    setBusy(true)
    setFailure(null)
    try {
      if (draft) {
        await scheduleApi.removeDraft(plan.meetingId, plan.version, plan.series ? scope : 'this')
        showToast(t('cancel.removed'))
        await navigate('/calendar')
      } else {
        onChange(await scheduleApi.cancelMeeting(plan.meetingId, { version: plan.version, scope, reason }))
        showToast(t('cancel.done'))
        onClose()
      }
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(draft ? 'cancel.removeTitle' : 'cancel.title')}
      cancel={t('cancel.keep')}
      main={
        <Button color="red" loading={busy} onClick={() => void confirm()} data-testid="cancel-confirm">
          {t(draft ? 'cancel.removeConfirm' : 'cancel.confirm')}
        </Button>
      }
    >
      {failure !== null && (
        <Alert variant="light" color="red" icon={<IconAlertCircle />} role="alert">
          {failureText(failure)}
        </Alert>
      )}
      <Text>{t(draft ? 'cancel.removeText' : 'cancel.text')}</Text>
      {!draft && <Textarea label={t('cancel.reason')} value={reason} maxLength={500} autosize minRows={2} data-autofocus onChange={(event) => setReason(event.currentTarget.value.replaceAll('\n', ' '))} data-testid="cancel-reason" />}
      {plan.series && <ScopeChoice label={t(draft ? 'scope.titleRemove' : 'scope.titleCancel')} value={scope} onChange={setScope} all={draft && isUnsentSeries(plan) ? plan.series.count : undefined} />}
    </Dialog>
  )
}
