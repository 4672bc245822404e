import { subject } from '../core/subject.ts'
import { noteOffice, setProgramme } from './programme.ts'

/** The programme: rules, agenda and units as the plan has them, and changes by the office while the meeting is open (SPEC 11.3, 11.7, 11.8). */
export const programme = subject({ requests: {}, mayAsk: {}, decide: {}, byItself: { setProgramme, noteOffice } })
