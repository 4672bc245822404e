import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'

/** Shapes that many rows of the table of requests have in common. */
export const empty = z.object({})
export const done = z.object({})
export const who = z.object({ participantId: ParticipantId })

/** The client asks on purpose although the quorum is missed (SPEC 10.6); it says nothing while it is reached. */
export const belowQuorum = z.literal(true).exactOptional()
