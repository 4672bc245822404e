import type { AgendaPoint, ItemId } from '@diem-cau/signaling-contract'
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { ActionIcon } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { movedOnto } from '../../../meeting/conduct/agendaOrder.ts'
import classes from './Agenda.module.css'

interface Props {
  readonly points: readonly AgendaPoint[]
  readonly disabled: boolean
  readonly onOrder: (itemIds: ItemId[]) => void
  readonly children: ReactNode
}

/** Points that are put in order by hand or by keyboard. */
export function SortableAgenda({ points, disabled, onOrder, children }: Props) {
  const { t } = useTranslation('agenda')
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }))
  const ids = points.map(({ itemId }) => itemId)
  const titleOf = (id: string | number | undefined) => points.find(({ itemId }) => itemId === id)?.title ?? ''
  const placeOf = (id: string | number | undefined) => ids.findIndex((itemId) => itemId === id) + 1
  function drop({ active, over }: DragEndEvent) {
    const itemIds = movedOnto(ids, active.id, over?.id ?? null)
    if (itemIds) onOrder(itemIds)
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{
        screenReaderInstructions: { draggable: t('drag.how') },
        announcements: {
          onDragStart: ({ active }) => t('drag.picked', { title: titleOf(active.id) }),
          onDragOver: ({ active, over }) => t('drag.over', { title: titleOf(active.id), place: placeOf(over?.id) }),
          onDragEnd: ({ active, over }) => t('drag.dropped', { title: titleOf(active.id), place: placeOf(over?.id) }),
          onDragCancel: ({ active }) => t('drag.cancelled', { title: titleOf(active.id) }),
        },
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy} disabled={disabled}>
        {children}
      </SortableContext>
    </DndContext>
  )
}

interface ItemProps {
  readonly point: AgendaPoint
  /** The row, around the handle that it is dragged by. */
  readonly children: (row: { readonly ref: (node: HTMLElement | null) => void; readonly style: CSSProperties; readonly handle: ReactNode }) => ReactNode
}

/** A point that can be dragged. */
export function SortablePoint({ point: { itemId, title }, children }: ItemProps) {
  const { t } = useTranslation('agenda')
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: itemId })
  const handle = (
    <ActionIcon ref={setActivatorNodeRef} size="lg" variant="subtle" color="gray" className={classes['grip'] ?? ''} {...attributes} {...listeners} aria-label={t('drag.handle', { title })} data-testid="agenda-drag">
      <IconGripVertical size="1.2em" aria-hidden />
    </ActionIcon>
  )
  return children({ ref: setNodeRef, style: { transform: CSS.Translate.toString(transform), transition, ...(isDragging ? { position: 'relative', zIndex: 1 } : {}) }, handle })
}
