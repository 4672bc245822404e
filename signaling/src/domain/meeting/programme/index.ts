import { subject } from '../core/subject.ts'
import { noteOffice, setProgramme } from './programme.ts'

/** What the schedule says of the meeting, and what the office changes while it is open (SPEC 11.3, 11.7, 11.8). */
export const programme = subject({ requests: {}, mayAsk: {}, decide: {}, byItself: { setProgramme, noteOffice } })
