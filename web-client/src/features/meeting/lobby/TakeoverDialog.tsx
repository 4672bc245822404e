import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMeeting, useMeetingClient } from '../scope/MeetingContext.ts'

/** Asks whether to move here, as the same account is in the meeting elsewhere. */
export function TakeoverDialog() {
  const { t } = useTranslation(['meeting', 'translation'])
  const client = useMeetingClient()
  const failure = useMeeting((model) => model.joinFailure)
  const opened = failure?.code === 'alreadyJoined'
  return (
    <Modal
      opened={opened}
      onClose={() => client.dismissFailure()}
      title={t('takeover.title')}
      centered
      closeButtonProps={{ 'aria-label': t('translation:common.close') }}
    >
      <Text size="lg">{t('takeover.text', { device: failure?.deviceName || t('takeover.otherDevice') })}</Text>
      <Group justify="flex-end" mt="xl">
        <Button size="md" variant="default" onClick={() => client.dismissFailure()}>
          {t('translation:common.cancel')}
        </Button>
        <Button size="md" data-autofocus data-testid="takeover" onClick={() => client.join({ takeover: true })}>
          {t('takeover.confirm')}
        </Button>
      </Group>
    </Modal>
  )
}
