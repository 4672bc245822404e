import { subject } from '../core/subject.ts'
import { RollCallEvents } from './events.ts'
import { followPeople, reduceRollCall, rollCallReacts } from './reduce.ts'
import { rollCallRequests } from './requests.ts'
import { initialRollCall, rollCallSlice } from './state.ts'

/** The roll call knows which units are present, and whether they make the quorum (SPEC §10). */
export const rollCall = subject({
  slice: rollCallSlice,
  initial: initialRollCall,
  events: RollCallEvents,
  requests: rollCallRequests,
  reduce: reduceRollCall,
  reacts: rollCallReacts,
  follow: followPeople,
})
