import { subject } from '../core/subject.ts'
import { FloorEvents } from './events.ts'
import { floorReacts, reduceFloor } from './reduce.ts'
import { floorRequests } from './requests.ts'
import { floorSlice, initialFloor } from './state.ts'

/** The floor decides who may speak (SPEC §8). */
export const floor = subject({
  slice: floorSlice,
  initial: initialFloor,
  events: FloorEvents,
  requests: floorRequests,
  reduce: reduceFloor,
  reacts: floorReacts,
})
