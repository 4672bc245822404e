import { CoreEvents } from './events.ts'
import { coreReacts, reduceCore } from './reduce.ts'
import { coreSlice, initialCore } from './state.ts'
import { subject } from './subject.ts'

/** The people of a meeting and their producers: every subject stands on these. Their requests are in the table of the whole. */
export const core = subject({
  slice: coreSlice,
  initial: initialCore,
  events: CoreEvents,
  requests: {},
  reduce: reduceCore,
  reacts: coreReacts,
})
