import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'

export const ComplaintKind = z.enum(['noSound', 'badSound', 'noPicture', 'badPicture'])

/** Somebody hears or sees badly; `about` null: everything. Volatile. */
export const Complaint = z.object({
  from: ParticipantId,
  about: ParticipantId.nullable(),
  what: ComplaintKind,
  at: z.int(),
})
export type Complaint = z.infer<typeof Complaint>

export const sourcesSlice = {
  /** Their camera was stopped: it stays closed until they open it themselves (SPEC 5.10). */
  cameraStopped: z.record(ParticipantId, z.literal(true)),
}
const SourcesSlice = z.object(sourcesSlice)
export type SourcesSlice = z.infer<typeof SourcesSlice>

export const initialSources: SourcesSlice = { cameraStopped: {} }
