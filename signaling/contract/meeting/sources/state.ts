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

/** Names what is wrong with the line or the devices of a room, as its own page finds it. */
export const RoomTrouble = z.enum([
  'lineUp',
  'lineDown',
  'microphoneSilent',
  'microphoneQuiet',
  'microphoneClips',
  'echo',
  'cameraBlack',
  'cameraFrozen',
  'networkCamera',
  'starved',
  'oldBrowser',
])
export type RoomTrouble = z.infer<typeof RoomTrouble>

/** A page says its troubles again after this time, as long as there are any, in milliseconds (SPEC 9.7). */
export const TROUBLES_AGAIN_MS = 5_000
/** Troubles that were not said again within this time count as over, in milliseconds (SPEC 9.7). */
export const TROUBLES_KEPT_MS = 12_000

export const sourcesSlice = {
  /** Their camera was stopped: it stays closed until they open it themselves (SPEC 5.10). */
  cameraStopped: z.record(ParticipantId, z.literal(true)),
}
const SourcesSlice = z.object(sourcesSlice)
export type SourcesSlice = z.infer<typeof SourcesSlice>

export const initialSources: SourcesSlice = { cameraStopped: {} }
