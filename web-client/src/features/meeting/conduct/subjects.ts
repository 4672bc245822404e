import type { Subject } from '../layout/Subject.ts'
import { papersSubject } from '../papers/papersSubject.ts'
import { agendaSubject } from './agenda/agendaSubject.ts'
import { chatSubject } from './chat/chatSubject.ts'
import { floorSubject } from './floor/floorSubject.ts'
import { notesSubject } from './notes/notesSubject.ts'
import { participantsSubject } from './participants/participantsSubject.ts'
import { rollCallSubject } from './rollCall/rollCallSubject.ts'
import { votesSubject } from './votes/votesSubject.ts'

/**
 * Subjects of the conduct, in the order of the tabs of their panels and of their bands. A room has no tab for a subject
 * that has nothing in it.
 */
const list = [
  floorSubject,
  agendaSubject,
  rollCallSubject,
  votesSubject,
  notesSubject,
  papersSubject,
  chatSubject,
  participantsSubject,
] as const

export type PanelName = (typeof list)[number]['name']

export const subjects: readonly Subject<PanelName>[] = list
