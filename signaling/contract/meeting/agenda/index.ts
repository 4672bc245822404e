import { subject } from '../core/subject.ts'
import { AgendaEvents } from './events.ts'
import { agendaReacts, reduceAgenda } from './reduce.ts'
import { agendaRequests } from './requests.ts'
import { agendaSlice, initialAgenda } from './state.ts'

/** Points, their conclusions, the secretary's notes (SPEC §11). */
export const agenda = subject({
  slice: agendaSlice,
  initial: initialAgenda,
  events: AgendaEvents,
  requests: agendaRequests,
  reduce: reduceAgenda,
  reacts: agendaReacts,
})
