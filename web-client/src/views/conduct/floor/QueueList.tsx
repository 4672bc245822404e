import type { FloorRequest, ParticipantId } from '@diem-cau/signaling-contract'
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent, type UniqueIdentifier } from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { droppedBefore } from '../../../meeting/conduct/queueOrder.ts'
import { useMeeting } from '../../MeetingContext.ts'
import { useAsk } from '../useAsk.ts'
import { useConduct } from '../useConduct.ts'
import { useMyPart } from '../useMyPart.ts'
import { useServerNow } from '../useServerNow.ts'
import classes from './FloorPanel.module.css'
import { QueueRow } from './QueueRow.tsx'

/** Who asked for the floor, first come first unless chair or secretary order it, and how long each has waited. */
export function QueueList() {
  const { t } = useTranslation('floor')
  const queue = useConduct((conduct) => conduct.queue)
  const participants = useMeeting(({ meeting }) => meeting.participants)
  const part = useMyPart()
  const now = useServerNow()
  const { ask, pending } = useAsk()
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }))
  const ids = queue.map(({ participantId }) => participantId)
  const find = (id: UniqueIdentifier | undefined): FloorRequest | undefined => queue.find(({ participantId }) => participantId === id)
  const unitOf = (id: UniqueIdentifier) => {
    const request = find(id)
    return request === undefined ? '' : (participants[request.participantId]?.unit.name ?? '')
  }
  const placeOf = (id: UniqueIdentifier | undefined) => queue.findIndex(({ participantId }) => participantId === id) + 1
  function drop({ active, over }: DragEndEvent) {
    const [dragged, onto] = [find(active.id), find(over?.id)]
    if (!dragged || !onto) return
    move(dragged.participantId, onto.participantId)
  }
  function move(participantId: ParticipantId, onto: ParticipantId) {
    const before = droppedBefore(ids, participantId, onto)
    if (before !== undefined) void ask('floor:move', { participantId, before })
  }
  return (
    <section aria-labelledby="floor-queue" className={classes['section']}>
      <h3 id="floor-queue">
        {t('queue')} {queue.length > 0 && `(${queue.length})`}
      </h3>
      {queue.length === 0 && <Text c="dimmed">{t('queueEmpty')}</Text>}
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={drop}
        accessibility={{
          screenReaderInstructions: { draggable: t('drag.how') },
          announcements: {
            onDragStart: ({ active }) => t('drag.picked', { unit: unitOf(active.id) }),
            onDragOver: ({ active, over }) => t('drag.over', { unit: unitOf(active.id), place: placeOf(over?.id) }),
            onDragEnd: ({ active, over }) => t('drag.dropped', { unit: unitOf(active.id), place: placeOf(over?.id) }),
            onDragCancel: ({ active }) => t('drag.cancelled', { unit: unitOf(active.id) }),
          },
        }}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy} disabled={!part.isOffice || pending}>
          <ol className={classes['list']} data-testid="floor-queue">
            {queue.map((request, index) => (
              <QueueRow key={request.participantId} request={request} index={index} queue={queue} now={now} part={part} />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
    </section>
  )
}
