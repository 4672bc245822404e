import { z } from 'zod'
import { MeetingId } from '../../core/ids.ts'
import { coreSlice } from '../core/state.ts'
import { Door } from '../door/state.ts'
import { Conduct } from './conduct.ts'

/** A meeting as every side of it sees it. Only `reduce` makes a new one. */
export const MeetingState = z.object({ meetingId: MeetingId, ...coreSlice, door: Door, conduct: Conduct })
export type MeetingState = z.infer<typeof MeetingState>
