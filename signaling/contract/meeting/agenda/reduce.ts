import type { ItemId } from '../../core/ids.ts'
import type { Reducers } from '../core/subject.ts'
import type { AgendaEvent } from './events.ts'
import type { AgendaPoint, AgendaSlice, PlannedPoint } from './state.ts'

export const reduceAgenda: Reducers<AgendaSlice, AgendaEvent> = {
  itemStarted: (slice, { itemId }, at) => ({
    ...slice,
    agenda: slice.agenda.map((point) => {
      if (point.itemId === itemId)
        return point.status === 'current' ? point : { ...point, status: 'current', startedAt: at }
      return point.status === 'current' ? { ...stopped(point, at), status: 'waiting' } : point
    }),
  }),
  itemClosed: (slice, { itemId, conclusion }, at) =>
    patchItem(slice, itemId, (point) => ({ ...stopped(point, at), status: 'done', conclusion })),
  conclusionEdited: (slice, { itemId, conclusion }) => patchItem(slice, itemId, (point) => ({ ...point, conclusion })),
  itemSet: (slice, { itemId, title, presenter, minutes }) => {
    if (slice.agenda.some((point) => point.itemId === itemId))
      return patchItem(slice, itemId, (point) => ({ ...point, title, presenter, minutes }))
    return { ...slice, agenda: [...slice.agenda, newPoint({ itemId, title, presenter, minutes })] }
  },
  itemsOrdered: (slice, { itemIds }) => {
    const place = new Map(itemIds.map((itemId, index) => [itemId, index]))
    const placeOf = (point: AgendaPoint) => place.get(point.itemId) ?? itemIds.length
    return { ...slice, agenda: slice.agenda.toSorted((a, b) => placeOf(a) - placeOf(b)) }
  },
  noteSet: (slice, { noteId, itemId, speaker, text }, at) => {
    const before = slice.notes.find((note) => note.noteId === noteId)
    const note = { noteId, itemId, speaker, text, at: before?.at ?? at }
    return { ...slice, notes: before ? slice.notes.map((n) => (n === before ? note : n)) : [...slice.notes, note] }
  },
  noteRemoved: (slice, { noteId }) => ({ ...slice, notes: slice.notes.filter((note) => note.noteId !== noteId) }),
}

type PlannedBefore = { readonly conduct: { readonly programme: { readonly itemIds: readonly ItemId[] } | null } }

export const agendaReacts = {
  programmeSet: (
    slice: AgendaSlice,
    { agenda }: { readonly agenda: readonly PlannedPoint[] },
    _at: number,
    { conduct }: PlannedBefore,
  ): AgendaSlice => {
    const itemIds = agenda.map(({ itemId }) => itemId)
    const points = new Map(slice.agenda.map((point) => [point.itemId, point]))
    // Points were added in the meeting, or begun there: a plan that lacks them does not take them away.
    const kept = slice.agenda.filter(
      ({ itemId, status }) =>
        !itemIds.includes(itemId) && (status !== 'waiting' || !conduct.programme?.itemIds.includes(itemId)),
    )
    return {
      ...slice,
      agenda: [...agenda.map((item) => ({ ...(points.get(item.itemId) ?? newPoint(item)), ...item })), ...kept],
    }
  },
}

function newPoint(item: PlannedPoint): AgendaPoint {
  return { ...item, status: 'waiting', startedAt: null, spentMs: 0, conclusion: '' }
}

/** The clock of a point that is no longer the current one. */
function stopped(point: AgendaPoint, at: number): AgendaPoint {
  if (point.startedAt === null) return point
  return { ...point, startedAt: null, spentMs: point.spentMs + Math.max(0, at - point.startedAt) }
}

function patchItem(slice: AgendaSlice, itemId: ItemId, patch: (point: AgendaPoint) => AgendaPoint): AgendaSlice {
  return { ...slice, agenda: slice.agenda.map((point) => (point.itemId === itemId ? patch(point) : point)) }
}
