import type { EndpointId, ParticipantId } from '@diem-cau/signaling-contract'
import type { Asked, Asking } from './Meeting.ts'

/** So many changes at once make one transaction and one notice at most. */
const MOST = 200

type Job = { readonly asking: Asking; readonly asked: Asked }

/** What a command is about; with nothing said, everything of theirs. */
type About = { readonly who: ParticipantId | EndpointId | 'media'; readonly what?: string }

/**
 * Whether a command may be committed in one transaction with others: it is not about what they are about, and what follows from it follows just
 * as well after all of them. Rooms that come in do, and what they open, those whose lines break, what is lost at the media nodes, and what all
 * of them are asked at once: whether they are there, and how they vote. With no others, whether it may wait for any.
 */
export function goesTogether(others: readonly Job[], job: Job): boolean {
  const about = aboutOf(job)
  return about !== null && others.length < MOST && !others.some((other) => isSame(aboutOf(other), about))
}

const isSame = (one: About | null, other: About) =>
  one?.who === other.who && (one.what === undefined || other.what === undefined || one.what === other.what)

/** Who comes in, opens something, answers, or has no line any more, and what is lost; null for every other command. */
function aboutOf({ asking, asked: { actor } }: Job): About | null {
  if (typeof asking === 'function') return null
  switch (asking.type) {
    case 'join':
      return { who: asking.participantId }
    case 'openProducer':
      return actor.kind === 'endpoint' ? { who: actor.participantId, what: asking.producer.source } : null
    case 'rollCall:confirm':
    case 'vote:cast':
      return actor.kind === 'endpoint' ? { who: actor.participantId } : null
    case 'loseLine':
      return { who: asking.endpointId }
    case 'loseProducers':
      return { who: 'media', what: asking.producerIds.join(' ') }
    default:
      return null
  }
}
