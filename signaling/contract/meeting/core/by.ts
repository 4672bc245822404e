import { ParticipantId } from '../../core/ids.ts'

/** The participant who did it; null = the system. */
export const by = { by: ParticipantId.nullable() }
