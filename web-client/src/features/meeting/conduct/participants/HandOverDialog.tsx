import type { Participant } from '@diem-cau/signaling-contract'
import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../../scope/useAsk.ts'

interface Props {
  /** The participant who gets the chair. */
  readonly participant: Participant
  readonly onClose: () => void
}

/** Warns before the chair is handed over: it cannot be taken back, only given back. */
export function HandOverDialog({ participant, onClose }: Props) {
  const { t } = useTranslation(['people', 'translation'])
  const { ask, pending } = useAsk()
  async function handOver() {
    if (await ask('chair:handOver', { participantId: participant.participantId })) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('handOverTitle')}
      centered
      closeButtonProps={{ 'aria-label': t('translation:common.close'), size: 'lg' }}
    >
      <Text>
        {t('handOverText', { unit: participant.unit?.name ?? participant.organisation, name: participant.name })}
      </Text>
      <Group mt="lg" justify="flex-end">
        <Button size="md" variant="default" onClick={onClose} data-autofocus>
          {t('translation:common.cancel')}
        </Button>
        <Button size="md" color="red" loading={pending} onClick={() => void handOver()} data-testid="hand-over-confirm">
          {t('handOverConfirm')}
        </Button>
      </Group>
    </Modal>
  )
}
