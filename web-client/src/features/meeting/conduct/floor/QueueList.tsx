import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { afterMoved } from './queueOrder.ts'
import { PanelList } from '../../../../ui/PanelList.tsx'
import { SortableList } from '../../../../ui/SortableList.tsx'
import { useNameOf } from '../../scope/useCall.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { useServerNow } from '../../scope/useServerNow.ts'
import classes from './FloorPanel.module.css'
import { QueueRow } from './QueueRow.tsx'

/** Lists who asked for the floor, first come first unless chair or secretary order it, and how long each has waited. */
export function QueueList() {
  const { t } = useTranslation('floor')
  const queue = useConduct((conduct) => conduct.queue)
  const nameOf = useNameOf()
  const part = useMyPart()
  const now = useServerNow()
  const { ask, pending } = useAsk()
  const ids = queue.map(({ participantId }) => participantId)
  const unit = (index: number) => nameOf(ids[index])
  function move(from: number, to: number) {
    const participantId = ids[from]
    if (participantId) void ask('floor:move', { participantId, before: afterMoved(ids, from, to) })
  }
  return (
    <section aria-labelledby="floor-queue" className={classes['section']}>
      <h3 id="floor-queue">
        {t('queue')} {queue.length > 0 && `(${queue.length})`}
      </h3>
      {queue.length === 0 && <Text c="dimmed">{t('queueEmpty')}</Text>}
      <SortableList
        ids={ids}
        disabled={!part.isOffice || pending}
        onMove={move}
        texts={{
          how: t('drag.how'),
          picked: (index) => t('drag.picked', { unit: unit(index) }),
          over: (index, onto) => t('drag.over', { unit: unit(index), place: onto + 1 }),
          dropped: (index, onto) => t('drag.dropped', { unit: unit(index), place: onto + 1 }),
          cancelled: (index) => t('drag.cancelled', { unit: unit(index) }),
        }}
      >
        <PanelList ordered data-testid="floor-queue">
          {queue.map((request, index) => (
            <QueueRow
              key={request.participantId}
              request={request}
              index={index}
              length={queue.length}
              now={now}
              part={part}
              moving={pending}
              onMove={(to) => move(index, to)}
            />
          ))}
        </PanelList>
      </SortableList>
    </section>
  )
}
