import { subject } from '../core/subject.ts'
import { ProgrammeEvents } from './events.ts'
import { reduceProgramme } from './reduce.ts'
import { initialProgramme, programmeSlice } from './state.ts'

/** The programme: rules, agenda and units as the plan has them, and changes by the office while the meeting is open (SPEC 11.3, 11.7, 11.8). */
export const programme = subject({
  slice: programmeSlice,
  initial: initialProgramme,
  events: ProgrammeEvents,
  requests: {},
  reduce: reduceProgramme,
})
