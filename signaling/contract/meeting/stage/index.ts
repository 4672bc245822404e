import { subject } from '../core/subject.ts'
import { StageEvents } from './events.ts'
import { reduceStage, stageReacts } from './reduce.ts'
import { stageRequests } from './requests.ts'
import { initialStage, stageSlice } from './state.ts'

/** The stage shows everyone the same rooms, screen or paper (SPEC §9). */
export const stage = subject({
  slice: stageSlice,
  initial: initialStage,
  events: StageEvents,
  requests: stageRequests,
  reduce: reduceStage,
  reacts: stageReacts,
})
