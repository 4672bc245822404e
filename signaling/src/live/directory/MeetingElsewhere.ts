import { z } from 'zod'
import { MeetingStatus } from '../../office/MeetingStatus.ts'

/** What a process tells the others of a meeting that it conducts. */
export const MeetingElsewhere = z.object({ process: z.string(), status: MeetingStatus })
export type MeetingElsewhere = z.infer<typeof MeetingElsewhere>
