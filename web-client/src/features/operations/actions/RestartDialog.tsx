import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { operationsApi, type RoomAsked } from '../../../api/office/operationsApi.ts'
import { ActDialog } from '../../../ui/ActDialog.tsx'

interface Props {
  readonly name: string
  readonly room: RoomAsked
  /** @param isGood false: it was not done */
  readonly onDone: (title: string, isGood: boolean) => void
  readonly onClose: () => void
}

/** Asks before a room's picture and sound are cut for a moment. */
export function RestartDialog({ name, room, onDone, onClose }: Props) {
  const { t } = useTranslation('operations')
  const act = async () => {
    const { outcome } = await operationsApi.restart(room)
    onDone(t(`actions.restarted.${outcome}`), outcome === 'restarted')
  }
  return (
    <ActDialog
      title={t('actions.restartTitle', { name })}
      onClose={onClose}
      cancel={t('actions.cancel')}
      act={t('actions.restart')}
      onAct={act}
      actTestId="room-restart-confirm"
    >
      <Text>{t('actions.restartText')}</Text>
    </ActDialog>
  )
}
