import { Button, Group, List, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { openMatters } from './openMatters.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useNameOf } from '../../scope/useCall.ts'
import { useAsk } from '../../scope/useAsk.ts'

/** Points beyond this number are counted, not named. */
const SHOWN = 5

/** Ends the meeting for everyone. It cannot be opened again, so unfinished matters are named before. */
export function EndDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['conduct', 'meeting', 'translation'])
  const { ask, pending } = useAsk()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('end.title')}
      centered
      closeButtonProps={{ 'aria-label': t('translation:common.close'), size: 'lg' }}
    >
      <Text>{t('end.text')}</Text>
      <Unfinished />
      <Group mt="lg" justify="flex-end">
        <Button size="md" variant="default" onClick={onClose} data-autofocus>
          {t('meeting:control.stay')}
        </Button>
        <Button
          size="md"
          color="red"
          loading={pending}
          onClick={() => void ask('meeting:end', {})}
          data-testid="conduct-end-confirm"
        >
          {t('end.confirm')}
        </Button>
      </Group>
    </Modal>
  )
}

function Unfinished() {
  const { t } = useTranslation('conduct')
  const nameOf = useNameOf()
  const { items, rollCall, vote, holders, queue } = openMatters(useMeeting(({ meeting }) => meeting))
  const lines = [
    vote !== null && t('end.vote', { question: vote }),
    rollCall && t('end.rollCall'),
    holders.length > 0 && t('end.holders', { units: holders.map(nameOf).join(', ') }),
    queue > 0 && t('end.queue', { count: queue }),
    items.length > 0 &&
      t('end.items', {
        count: items.length,
        titles:
          items
            .slice(0, SHOWN)
            .map(({ title }) => title)
            .join('; ') + (items.length > SHOWN ? '…' : ''),
      }),
  ].filter((line) => line !== false)
  if (lines.length === 0) return null
  return (
    <>
      <Text mt="md" fw={600}>
        {t('end.unfinished')}
      </Text>
      <List data-testid="end-unfinished">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </>
  )
}
