import { quorumOf } from '@diem-cau/signaling-contract'
import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Callout } from '../../../../ui/Callout.tsx'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useAsk } from '../../scope/useAsk.ts'

/** Warns that opening cannot be taken back, and that without the quorum it needs the chair's word. */
export function StartDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['conduct', 'translation'])
  const { ask, pending } = useAsk()
  const { present, expected, needed, reached } = useMeeting(({ meeting }) => quorumOf(meeting))
  async function start() {
    if (await ask('meeting:start', reached ? {} : { belowQuorum: true })) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('start.title')}
      centered
      closeButtonProps={{ 'aria-label': t('translation:common.close'), size: 'lg' }}
    >
      {reached ? (
        expected > 0 && <Text fw={600}>{t('start.reached', { present, expected })}</Text>
      ) : (
        <Callout title={t('start.missed', { present, expected })} text={t('start.missedHint', { needed })} />
      )}
      <Text mt="sm">{t('start.willChange')}</Text>
      <Group mt="lg" justify="flex-end">
        <Button size="md" variant="default" onClick={onClose} data-autofocus>
          {t('start.notNow')}
        </Button>
        <Button
          size="md"
          {...(reached ? {} : { color: 'red' })}
          loading={pending}
          onClick={() => void start()}
          data-testid="conduct-start-confirm"
          data-reached={reached}
        >
          {t(reached ? 'start.confirm' : 'start.confirmMissed')}
        </Button>
      </Group>
    </Modal>
  )
}
