import { NodeId } from '@diem-cau/signaling-contract/office'
import type { Resource } from '@diem-cau/signaling-contract/operations'
import { Select, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { operationsApi, operationsQueries, type RoomAsked } from '../../../api/office/operationsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { useMay } from '../../../api/stores/useMe.ts'
import { ActDialog } from '../../../ui/ActDialog.tsx'

interface Props {
  readonly endpoint: Resource
  readonly room: RoomAsked
  /** @param isGood false: it was not done */
  readonly onDone: (title: string, isGood: boolean) => void
  readonly onClose: () => void
}

/** Asks where a room is to go. Who sees the nodes may name one; others leave it to the server. */
export function MoveDialog({ endpoint, room, onDone, onClose }: Props) {
  const { t } = useTranslation('operations')
  const [to, setTo] = useState<string | null>(null)
  const maySeeNodes = useMay('node.manage')
  // Who manages a branch alone is refused: then there is no choice.
  const { data } = useLoad(maySeeNodes ? operationsQueries.nodes() : null)
  const nameOf = (nodeId: string | null) => {
    const node = data?.nodes.find((one) => one.nodeId === nodeId)
    return node?.region || nodeId || t('unread')
  }
  const choices = (data?.nodes ?? []).filter(
    ({ nodeId, draining, full }) => nodeId !== endpoint.node && !draining && !full,
  )
  const act = async () => {
    const { outcome, node } = await operationsApi.move(room, NodeId.safeParse(to).data ?? null)
    onDone(t(`actions.moved.${outcome}`, { node: nameOf(node) }), outcome === 'moved')
  }
  return (
    <ActDialog
      title={t('actions.moveTitle', { name: endpoint.name })}
      onClose={onClose}
      cancel={t('actions.cancel')}
      act={t('actions.move')}
      onAct={act}
      actTestId="room-move-confirm"
    >
      <Text>{t('actions.moveText')}</Text>
      {choices.length > 0 && (
        <Select
          label={t('actions.moveTo')}
          placeholder={t('actions.anyNode')}
          clearable
          value={to}
          onChange={setTo}
          data={choices.map(({ nodeId, region }) => ({ value: nodeId, label: region || nodeId }))}
          data-testid="room-move-to"
        />
      )}
    </ActDialog>
  )
}
