import { subject } from '../core/subject.ts'
import { SourceEvents } from './events.ts'
import { reduceSources } from './reduce.ts'
import { sourceRequests } from './requests.ts'
import { initialSources, sourcesSlice } from './state.ts'

/** Cameras and screens that who conducts stops, and what somebody hears or sees badly (SPEC 4.2, 5.10, 9.5 to 9.7). */
export const sources = subject({
  slice: sourcesSlice,
  initial: initialSources,
  events: SourceEvents,
  requests: sourceRequests,
  reduce: reduceSources,
})
