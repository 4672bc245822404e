import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useDndContext,
  useSensor,
  useSensors,
  type DragEndEvent,
  type UniqueIdentifier,
} from '@dnd-kit/core'
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { ActionIcon, type ActionIconProps } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import { useEffect, type CSSProperties, type ReactNode } from 'react'
import classes from './SortableList.module.css'

/** The texts that a screen reader reads of dragging; indexes count from 0. */
interface SortableTexts {
  /** Explains dragging by keyboard. */
  readonly how: string
  readonly picked: (index: number) => string
  readonly over: (index: number, onto: number) => string
  readonly dropped: (index: number, onto: number) => string
  readonly cancelled: (index: number) => string
}

interface Props {
  readonly ids: readonly string[]
  readonly disabled?: boolean
  readonly texts: SortableTexts
  /** Called when a row was dropped elsewhere, and neither of the two rows is gone meanwhile. */
  readonly onMove: (from: number, to: number) => void
  readonly children: ReactNode
}

/** Rows that are put in order by hand or by keyboard. */
export function SortableList({ ids, disabled = false, texts, onMove, children }: Props) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const at = (item: { readonly id: UniqueIdentifier } | null) => ids.findIndex((id) => id === item?.id)
  function drop({ active, over }: DragEndEvent) {
    const [from, to] = [at(active), at(over)]
    if (from !== -1 && to !== -1 && from !== to) onMove(from, to)
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{
        screenReaderInstructions: { draggable: texts.how },
        announcements: {
          onDragStart: ({ active }) => texts.picked(at(active)),
          onDragOver: ({ active, over }) => texts.over(at(active), at(over)),
          onDragEnd: ({ active, over }) => texts.dropped(at(active), at(over)),
          onDragCancel: ({ active }) => texts.cancelled(at(active)),
        },
      }}
    >
      <EscapeEndsTheDrag />
      <SortableContext items={[...ids]} strategy={verticalListSortingStrategy} disabled={disabled}>
        {children}
      </SortableContext>
    </DndContext>
  )
}

/** Lets Escape end the drag and nothing else: the panel or dialog around the list would close with it. */
function EscapeEndsTheDrag() {
  const isDragging = useDndContext().active !== null
  useEffect(() => {
    if (!isDragging) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') event.preventDefault()
    }
    // The listener comes before all others: a drag by pointer leaves the key as it was.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [isDragging])
  return null
}

interface SortableRow {
  readonly ref: (node: HTMLElement | null) => void
  readonly style: CSSProperties
  readonly 'data-dragging': boolean
  /** @param props its name and look; the row is dragged by it */
  readonly grip: (
    props: ActionIconProps & { readonly 'aria-label': string; readonly 'data-testid'?: string },
  ) => ReactNode
}

const lifted = {
  position: 'relative',
  zIndex: 1,
  background: 'var(--dc-surface)',
  boxShadow: '0 0.3rem 1.2rem rgb(0 0 0 / 25%)',
} as const

/** A row of a `SortableList`: all but the grip goes onto its element. */
export function useSortableRow(id: string): SortableRow {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id,
  })
  return {
    ref: setNodeRef,
    style: { transform: CSS.Translate.toString(transform), transition, ...(isDragging ? lifted : {}) },
    'data-dragging': isDragging,
    grip: (props) => (
      <ActionIcon
        ref={setActivatorNodeRef}
        variant="subtle"
        color="gray"
        size="lg"
        className={classes['grip'] ?? ''}
        {...attributes}
        {...listeners}
        {...props}
      >
        <IconGripVertical size="1.2em" aria-hidden />
      </ActionIcon>
    ),
  }
}
