import { z } from 'zod'
import { MeetingStatus } from '../../office/MeetingStatus.ts'

/** A process tells the others this of a meeting that it conducts. */
export const MeetingElsewhere = z.object({ process: z.string(), status: MeetingStatus })
export type MeetingElsewhere = z.infer<typeof MeetingElsewhere>
