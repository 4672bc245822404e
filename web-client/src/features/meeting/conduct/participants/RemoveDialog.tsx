import { MAX_REASON, type Participant } from '@diem-cau/signaling-contract'
import { Button, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall, useCallText } from '../../scope/useCall.ts'
import { useAsk } from '../../scope/useAsk.ts'

interface Props {
  /** The participant who is to go. */
  readonly participant: Participant
  readonly onClose: () => void
}

/** Explains, before somebody is put out, what it means for them, and asks whether they may come again, and why. */
export function RemoveDialog({ participant, onClose }: Props) {
  const { t } = useTranslation(['people', 'translation'])
  const { ask, pending } = useAsk()
  const call = useCall(participant)
  const callText = useCallText()
  const [barred, setBarred] = useState(false)
  const [reason, setReason] = useState('')
  async function remove() {
    if (await ask('participant:remove', { participantId: participant.participantId, barred, reason: reason.trim() }))
      onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('removeTitle')}
      centered
      closeButtonProps={{ 'aria-label': t('translation:common.close'), size: 'lg' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void remove()
        }}
      >
        <Stack gap="md">
          <Text>
            {t('removeText', { who: call.detail === '' ? callText(call) : `${callText(call)}, ${call.detail}` })}
          </Text>
          <TextInput
            size="md"
            label={t('removeReason')}
            description={t('removeReasonHint')}
            value={reason}
            maxLength={MAX_REASON}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-testid="remove-reason"
          />
          <Switch
            size="md"
            label={t('removeBarred')}
            description={t('removeBarredHint')}
            checked={barred}
            onChange={(event) => setBarred(event.currentTarget.checked)}
            data-testid="remove-barred"
          />
        </Stack>
        <Group mt="lg" justify="flex-end">
          <Button size="md" variant="default" onClick={onClose} data-autofocus>
            {t('translation:common.cancel')}
          </Button>
          <Button size="md" color="red" type="submit" loading={pending} data-testid="remove-confirm">
            {t('removeConfirm')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
