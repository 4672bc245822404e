import { subject } from '../core/subject.ts'
import { DoorEvents } from './events.ts'
import { doorReacts, reduceDoor } from './reduce.ts'
import { doorRequests } from './requests.ts'
import { doorSlice, initialDoor } from './state.ts'

/** The door keeps visitors waiting, and some people out (SPEC 3.7 to 3.12). */
export const door = subject({
  slice: doorSlice,
  initial: initialDoor,
  events: DoorEvents,
  requests: doorRequests,
  reduce: reduceDoor,
  reacts: doorReacts,
})
