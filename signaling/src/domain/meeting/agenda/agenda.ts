import {
  type agendaRequests,
  type AgendaPoint,
  type ItemId,
  MeetingError,
  meetingLimits,
  type MeetingState,
} from '@diem-cau/signaling-contract'
import type { Decided, Deciders } from '../core/subject.ts'

/** Agenda, conclusions, the secretary's notes (SPEC §11, 13.7). */
export const decideAgenda: Deciders<typeof agendaRequests> = {
  'agenda:start': (state, { data: { itemId } }, { participantId: by }) =>
    ofPoint(state, itemId, ({ status }) => (status === 'current' ? [] : [{ type: 'itemStarted', itemId, by }])),
  'agenda:close': (state, { data }, { participantId: by }) =>
    ofPoint(state, data.itemId, () => [{ type: 'itemClosed', ...data, by }]),
  'agenda:conclude': (state, { data }, { participantId: by }) =>
    ofPoint(state, data.itemId, ({ conclusion }) =>
      conclusion === data.conclusion ? [] : [{ type: 'conclusionEdited', ...data, by }],
    ),
  'agenda:set': (state, { data }, { participantId: by }) => {
    if (!pointOf(state, data.itemId) && state.conduct.agenda.length >= meetingLimits.items)
      return new MeetingError('recordFull', 'too many agenda items')
    return [{ type: 'itemSet', ...data, by }]
  },
  'agenda:order': ({ conduct }, { data: { itemIds } }, { participantId: by }) => {
    const known = new Set(conduct.agenda.map(({ itemId }) => itemId))
    if (
      itemIds.length !== known.size ||
      new Set(itemIds).size !== known.size ||
      !itemIds.every((id) => known.has(id))
    ) {
      // Somebody added one meanwhile: the order would lose it.
      return new MeetingError('badRequest', 'the order names every item once', {
        issues: ['itemIds: names every item once'],
      })
    }
    return conduct.agenda.every(({ itemId }, index) => itemIds[index] === itemId)
      ? []
      : [{ type: 'itemsOrdered', itemIds, by }]
  },
  'note:set': (state, { data }, { participantId: by }) => {
    const { notes } = state.conduct
    if (data.itemId !== null && !pointOf(state, data.itemId)) return unknownItem()
    if (notes.length >= meetingLimits.notes && !notes.some(({ noteId }) => noteId === data.noteId))
      return new MeetingError('recordFull', 'too many notes')
    return [{ type: 'noteSet', ...data, by }]
  },
  'note:remove': ({ conduct }, { data: { noteId } }, { participantId: by }) =>
    conduct.notes.some((note) => note.noteId === noteId) ? [{ type: 'noteRemoved', noteId, by }] : [],
}

function ofPoint(state: MeetingState, itemId: ItemId, decide: (point: AgendaPoint) => Decided): Decided {
  const point = pointOf(state, itemId)
  return point ? decide(point) : unknownItem()
}

const pointOf = ({ conduct }: MeetingState, itemId: ItemId) => conduct.agenda.find((point) => point.itemId === itemId)
const unknownItem = () => new MeetingError('notFound', 'no such agenda item')
