import { ParticipantId } from '../../core/ids.ts'

/** Who did it; null = the system. */
export const by = { by: ParticipantId.nullable() }
