import type { EndpointId, ParticipantId } from '@diem-cau/signaling-contract'
import type { Asked, Asking } from './Meeting.ts'

/** So many changes at once make one transaction and one notice at most. */
const MOST = 200

type Job = { readonly asking: Asking; readonly asked: Asked }

/**
 * Whether a command may be committed in one transaction with others: it comes of a participant who is not among them, and what follows
 * from it follows just as well after all of them. Rooms that come in do, and what they open, those whose lines break, and what all of
 * them are asked at once: whether they are there, and how they vote. With no others, whether it may wait for any.
 */
export function goesTogether(others: readonly Job[], job: Job): boolean {
  const id = whose(job)
  return id !== null && others.length < MOST && others.every((other) => whose(other) !== id)
}

/** Who comes in, opens something, answers, or has no line any more; null for every other command. */
function whose({ asking, asked: { actor } }: Job): ParticipantId | EndpointId | null {
  if (typeof asking === 'function') return null
  switch (asking.type) {
    case 'join':
      return asking.participantId
    case 'openProducer':
    case 'rollCall:confirm':
    case 'vote:cast':
      return actor.kind === 'endpoint' ? actor.participantId : null
    case 'loseLine':
      return asking.endpointId
    default:
      return null
  }
}
