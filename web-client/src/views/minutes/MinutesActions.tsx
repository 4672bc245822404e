import type { Minutes } from '@diem-cau/signaling-contract/office'
import { Button, Group, Modal, Text, Textarea } from '@mantine/core'
import { IconChecks, IconCornerUpLeft, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../i18n/useFailureText.ts'
import { minutesApi } from '../../office/minutesApi.ts'
import { showToast } from '../../office/toasts.ts'
import classes from './Minutes.module.css'

interface Props {
  readonly minutes: Minutes
  /** Saves what is typed first; false when it could not be. */
  readonly flush: () => Promise<boolean>
  /** The minutes as they are on the server, after {@link flush}. */
  readonly current: () => Minutes
  readonly onChange: (minutes: Minutes) => void
}

/** The next step of the minutes, for whoever may take it. */
export function MinutesActions({ minutes, flush, current, onChange }: Props) {
  const { t } = useTranslation('minutes')
  const failureText = useFailureText()
  const [asking, setAsking] = useState<'approve' | 'return' | null>(null)
  const [busy, setBusy] = useState(false)
  const [remark, setRemark] = useState('')
  const { may, meetingId, status } = minutes
  async function take(step: (version: number) => Promise<Minutes>, done: string) {
    setBusy(true)
    try {
      if (may.edit && !(await flush())) return
      onChange(await step(current().version))
      showToast(done)
      setAsking(null)
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  // Whoever writes takes it back without a word; the chair says what is to be changed.
  const takesBack = may.return && !may.approve
  return (
    <div className={classes['actions']}>
      {may.submit && (
        <Button variant={may.approve ? 'default' : 'filled'} loading={busy} leftSection={<IconSend size="1.1em" aria-hidden />} onClick={() => void take((version) => minutesApi.submit(meetingId, version), t('submitted'))} data-testid="minutes-submit">
          {t('submit')}
        </Button>
      )}
      {may.return && status === 'submitted' && (
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconCornerUpLeft size="1.1em" aria-hidden />}
          onClick={() => (takesBack ? void take((version) => minutesApi.sendBack(meetingId, version, ''), t('takeBack')) : setAsking('return'))}
          data-testid="minutes-return"
        >
          {t(takesBack ? 'takeBack' : 'sendBack')}
        </Button>
      )}
      {may.approve && (
        <Button color="teal.9" loading={busy} leftSection={<IconChecks size="1.1em" aria-hidden />} onClick={() => setAsking('approve')} data-testid="minutes-approve">
          {t('approve')}
        </Button>
      )}
      <Modal opened={asking !== null} onClose={() => setAsking(null)} title={t(asking === 'return' ? 'sendBack' : 'approveTitle')} centered closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }) }}>
        <div className={classes['fields']}>
          {asking === 'return' ? (
            <Textarea data-autofocus size="md" label={t('remark')} autosize minRows={3} maxRows={10} maxLength={2_000} value={remark} onChange={({ currentTarget }) => setRemark(currentTarget.value)} data-testid="minutes-remark" />
          ) : (
            <Text>{t('approveText')}</Text>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" disabled={busy} onClick={() => setAsking(null)}>
              {t('cancel')}
            </Button>
            <Button
              loading={busy}
              color={asking === 'approve' ? 'teal.9' : ''}
              onClick={() =>
                void (asking === 'return'
                  ? take((version) => minutesApi.sendBack(meetingId, version, remark.trim()), t('sentBack'))
                  : take((version) => minutesApi.approve(meetingId, version), t('approved')))
              }
              data-testid="minutes-sure"
            >
              {t(asking === 'return' ? 'sendBack' : 'approve')}
            </Button>
          </Group>
        </div>
      </Modal>
    </div>
  )
}
