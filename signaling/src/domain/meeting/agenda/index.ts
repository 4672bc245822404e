import { agendaRequests } from '@diem-cau/signaling-contract'
import { subject } from '../core/subject.ts'
import { decideAgenda } from './agenda.ts'

/** Points, their conclusions, the secretary's notes (SPEC §11). */
export const agenda = subject({
  requests: agendaRequests,
  mayAsk: {
    'agenda:start': 'office',
    'agenda:close': 'office',
    'agenda:conclude': 'office',
    'agenda:set': 'office',
    'agenda:order': 'office',
    'note:set': 'office',
    'note:remove': 'office',
  },
  decide: decideAgenda,
})
