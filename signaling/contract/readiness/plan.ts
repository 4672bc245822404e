/** What a room's page is to test next. */
import { z } from 'zod'
import { MeetingId } from '../core/ids.ts'
import { recorded } from '../text/text.ts'
import { LineLoad } from './lines.ts'
import { RoomProfile, RunTrigger } from './run.ts'

/**
 * `now`: the server's clock, by which `at` is told. `askedAt`: somebody asked for a test that has not been answered yet: it goes before
 * `next`. A page that is in a meeting, or shares its computer with one, tests nothing. `seen`: who looks after this room has
 * acknowledged what is wrong with it. `helpPhone`: of the technician to call; empty where none is known. `stillAskedAt`: somebody asked
 * for a still of the camera, which the room shows that it takes. `copiedAt`: another PC showed an older copy of this room's enrolment, and
 * was refused.
 */
export const ReadinessPlan = z.object({
  now: z.int(),
  profile: RoomProfile,
  next: z
    .object({
      at: z.int(),
      trigger: RunTrigger,
      meetingId: MeetingId.nullable(),
      title: recorded(),
      /** `short` holds for a room whose lines were all good the last time. */
      load: LineLoad,
    })
    .nullable(),
  askedAt: z.int().nullable(),
  stillAskedAt: z.int().nullable(),
  copiedAt: z.int().nullable(),
  seen: z.boolean(),
  helpName: recorded(),
  helpPhone: recorded(),
})
export type ReadinessPlan = z.infer<typeof ReadinessPlan>
