import { subject } from '../core/subject.ts'
import { ProgrammeEvents } from './events.ts'
import { reduceProgramme } from './reduce.ts'
import { initialProgramme, programmeSlice } from './state.ts'

/** What the schedule says of the meeting, and what the office changes while it is open (SPEC 11.3, 11.7, 11.8). */
export const programme = subject({ slice: programmeSlice, initial: initialProgramme, events: ProgrammeEvents, requests: {}, reduce: reduceProgramme })
