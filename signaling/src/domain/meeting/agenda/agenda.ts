import { type ConductEvent, MeetingError, meetingLimits, type MeetingState, type ParticipantId } from '@diem-cau/signaling-contract'
import type { ConductRequest } from '../core/ConductCommand.ts'

type AgendaRequest = Extract<ConductRequest, { type: `agenda:${string}` | `note:${string}` }>

/** Agenda, conclusions, the secretary's notes (SPEC §11, 13.7). */
export function decideAgenda({ conduct }: MeetingState, request: AgendaRequest, by: ParticipantId): ConductEvent[] | MeetingError {
  const point = 'itemId' in request.data ? conduct.agenda.find(({ itemId }) => 'itemId' in request.data && itemId === request.data.itemId) : undefined
  switch (request.type) {
    case 'agenda:start':
      if (!point) return unknownItem()
      return point.status === 'current' ? [] : [{ type: 'itemStarted', itemId: point.itemId, by }]
    case 'agenda:close':
      if (!point) return unknownItem()
      return [{ type: 'itemClosed', ...request.data, by }]
    case 'agenda:conclude':
      if (!point) return unknownItem()
      return point.conclusion === request.data.conclusion ? [] : [{ type: 'conclusionEdited', ...request.data, by }]
    case 'agenda:set':
      if (!point && conduct.agenda.length >= meetingLimits.items) return new MeetingError('recordFull', 'too many agenda items')
      return [{ type: 'itemSet', ...request.data, by }]
    case 'agenda:order': {
      const { itemIds } = request.data
      const known = new Set(conduct.agenda.map(({ itemId }) => itemId))
      if (itemIds.length !== known.size || new Set(itemIds).size !== known.size || !itemIds.every((id) => known.has(id))) {
        // Somebody added one meanwhile: the order would lose it.
        return new MeetingError('badRequest', 'the order names every item once', { issues: ['itemIds: names every item once'] })
      }
      return conduct.agenda.every(({ itemId }, index) => itemIds[index] === itemId) ? [] : [{ type: 'itemsOrdered', itemIds, by }]
    }
    case 'note:set':
      if (request.data.itemId !== null && !point) return unknownItem()
      if (conduct.notes.length >= meetingLimits.notes && !conduct.notes.some(({ noteId }) => noteId === request.data.noteId)) {
        return new MeetingError('recordFull', 'too many notes')
      }
      return [{ type: 'noteSet', ...request.data, by }]
    case 'note:remove': {
      const { noteId } = request.data
      return conduct.notes.some((note) => note.noteId === noteId) ? [{ type: 'noteRemoved', noteId, by }] : []
    }
    default:
      return request satisfies never
  }
}

const unknownItem = () => new MeetingError('notFound', 'no such agenda item')
