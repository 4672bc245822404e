import type { ParticipantId, Stage } from '@diem-cau/signaling-contract'

/** As many as are legible side by side (SPEC 9.1). */
export const MAX_PINNED = 4

export const isPinned = (stage: Stage, participantId: ParticipantId): boolean =>
  stage.kind === 'pinned' && stage.participantIds.includes(participantId)

/** One more beside those that are pinned (the first of four makes room), or one less; without any the stage follows. */
export function togglePinned(stage: Stage, participantId: ParticipantId): Stage {
  const before = stage.kind === 'pinned' ? stage.participantIds : []
  const after = before.includes(participantId)
    ? before.filter((id) => id !== participantId)
    : [...before, participantId].slice(-MAX_PINNED)
  return after.length === 0 ? { kind: 'follow' } : { kind: 'pinned', participantIds: after }
}
