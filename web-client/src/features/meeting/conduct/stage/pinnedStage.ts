import type { ParticipantId, Stage } from '@diem-cau/signaling-contract'

/** The number of rooms that are legible side by side (SPEC 9.1). */
export const MAX_PINNED = 4

export const isPinned = (stage: Stage, participantId: ParticipantId): boolean =>
  stage.kind === 'pinned' && stage.participantIds.includes(participantId)

/**
 * Adds a room to those that are pinned (the first of four makes room), or takes it away; without any the stage follows.
 */
export function togglePinned(stage: Stage, participantId: ParticipantId): Stage {
  const before = stage.kind === 'pinned' ? stage.participantIds : []
  const after = before.includes(participantId)
    ? before.filter((id) => id !== participantId)
    : [...before, participantId].slice(-MAX_PINNED)
  return after.length === 0 ? { kind: 'follow' } : { kind: 'pinned', participantIds: after }
}
