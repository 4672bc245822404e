import type { Reducers } from '../core/subject.ts'
import { withoutKey } from '../core/withoutKey.ts'
import type { SourceEvent } from './events.ts'
import type { SourcesSlice } from './state.ts'

export const reduceSources: Reducers<SourcesSlice, SourceEvent> = {
  cameraStopped: ({ cameraStopped }, { participantId }) => ({
    cameraStopped: { ...cameraStopped, [participantId]: true },
  }),
  cameraConsented: ({ cameraStopped }, { participantId }) => ({
    cameraStopped: withoutKey(cameraStopped, participantId),
  }),
}
