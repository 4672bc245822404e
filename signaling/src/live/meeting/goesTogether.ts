import type { ParticipantId } from '@diem-cau/signaling-contract'
import type { Asked, Asking } from './Meeting.ts'

/** So many changes at once make one transaction and one notice at most. */
const MOST = 64

type Job = { readonly asking: Asking; readonly asked: Asked }

/**
 * Whether a command may be committed in one transaction with others: it comes of a participant who is not among them, and what follows
 * from it follows just as well after all of them. Rooms that come in do, and what they open; with no others, whether it may wait for any.
 */
export function goesTogether(others: readonly Job[], job: Job): boolean {
  const participantId = newcomer(job)
  return participantId !== null && others.length < MOST && others.every((other) => newcomer(other) !== participantId)
}

/** Who comes in, or opens something; null for every other command. */
function newcomer({ asking, asked: { actor } }: Job): ParticipantId | null {
  if (typeof asking === 'function') return null
  if (asking.type === 'join') return asking.participantId
  return asking.type === 'openProducer' && actor.kind === 'endpoint' ? actor.participantId : null
}
