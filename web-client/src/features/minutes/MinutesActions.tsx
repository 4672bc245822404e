import type { Minutes, MinutesContent } from '@diem-cau/signaling-contract/office'
import { Button, Group, Modal, Text, Textarea } from '@mantine/core'
import { IconChecks, IconCornerUpLeft, IconEdit, IconHash, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { minutesApi } from '../../api/office/minutesApi.ts'
import { showToast } from '../../ui/toasts.ts'
import { GapList } from './GapList.tsx'
import classes from './Minutes.module.css'
import { NumberDialog } from './NumberDialog.tsx'

interface Props {
  readonly minutes: Minutes
  /** The content as it is typed. */
  readonly content: MinutesContent
  /** Saves first what was typed; false when it could not be. */
  readonly flush: () => Promise<boolean>
  /** The minutes as they are on the server, after {@link flush}. */
  readonly current: () => Minutes
  readonly onChange: (minutes: Minutes) => void
}

type Question = 'approve' | 'return' | 'amend' | 'discard'

/** Offers the next step of the minutes to those who may take it. */
export function MinutesActions({ minutes, content, flush, current, onChange }: Props) {
  const { t } = useTranslation(['minutes', 'translation'])
  const failureText = useFailureText()
  const [asking, setAsking] = useState<Question | 'number' | null>(null)
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
      setRemark('')
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  async function answer(question: Question) {
    const words = remark.trim().replaceAll('\n', ' ')
    switch (question) {
      case 'approve':
        return take((version) => minutesApi.approve(meetingId, version), t('approved'))
      case 'return':
        return take((version) => minutesApi.sendBack(meetingId, version, remark.trim()), t('sentBack'))
      case 'amend':
        return take((version) => minutesApi.amend(meetingId, version, words), t('amending'))
      case 'discard':
        return take((version) => minutesApi.discard(meetingId, version), t('discarded'))
      default:
        return question satisfies never
    }
  }
  // The secretary takes it back without a word; the chair says what is to be changed.
  const takesBack = may.return && !may.approve
  return (
    <div className={classes['actions']}>
      {may.submit && (
        <Button
          loading={busy}
          leftSection={<IconSend size="1.1em" aria-hidden />}
          onClick={() => void take((version) => minutesApi.submit(meetingId, version), t('submitted'))}
          data-testid="minutes-submit"
        >
          {t('submit')}
        </Button>
      )}
      {may.return && status === 'submitted' && (
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconCornerUpLeft size="1.1em" aria-hidden />}
          onClick={() =>
            takesBack
              ? void take((version) => minutesApi.sendBack(meetingId, version, ''), t('takeBack'))
              : setAsking('return')
          }
          data-testid="minutes-return"
        >
          {t(takesBack ? 'takeBack' : 'sendBack')}
        </Button>
      )}
      {may.approve && (
        <Button
          color="teal.9"
          loading={busy}
          leftSection={<IconChecks size="1.1em" aria-hidden />}
          onClick={() => setAsking('approve')}
          data-testid="minutes-approve"
        >
          {t('approve')}
        </Button>
      )}
      {may.number && (
        <Button
          leftSection={<IconHash size="1.1em" aria-hidden />}
          onClick={() => setAsking('number')}
          data-testid="minutes-number-it"
        >
          {t('numberIt')}
        </Button>
      )}
      {may.amend && (
        <Button
          variant="default"
          leftSection={<IconEdit size="1.1em" aria-hidden />}
          onClick={() => setAsking('amend')}
          data-testid="minutes-amend"
        >
          {t('amend')}
        </Button>
      )}
      {may.discard && (
        <Button variant="default" onClick={() => setAsking('discard')} data-testid="minutes-discard">
          {t('discard')}
        </Button>
      )}
      {asking === 'number' && <NumberDialog minutes={minutes} onClose={() => setAsking(null)} onChange={onChange} />}
      <Modal
        opened={asking !== null && asking !== 'number'}
        onClose={() => setAsking(null)}
        title={asking === null || asking === 'number' ? '' : t(`ask.${asking}.title`)}
        centered
        size="lg"
        closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }) }}
      >
        {asking !== null && asking !== 'number' && (
          <div className={classes['fields']}>
            <Text>{t(`ask.${asking}.text`)}</Text>
            {asking === 'approve' && <GapList content={content} />}
            {(asking === 'return' || asking === 'amend') && (
              <Textarea
                data-autofocus
                size="md"
                label={t(asking === 'amend' ? 'reason' : 'remark')}
                autosize
                minRows={asking === 'amend' ? 2 : 3}
                maxRows={10}
                maxLength={asking === 'amend' ? 500 : 2_000}
                value={remark}
                onChange={({ currentTarget }) => setRemark(currentTarget.value)}
                data-testid="minutes-remark"
              />
            )}
            <Group justify="flex-end" gap="sm">
              <Button variant="default" disabled={busy} onClick={() => setAsking(null)}>
                {t('cancel')}
              </Button>
              <Button
                loading={busy}
                disabled={asking === 'amend' && remark.trim() === ''}
                color={asking === 'approve' ? 'teal.9' : ''}
                onClick={() => void answer(asking)}
                data-testid="minutes-sure"
              >
                {t(`ask.${asking}.sure`)}
              </Button>
            </Group>
          </div>
        )}
      </Modal>
    </div>
  )
}
