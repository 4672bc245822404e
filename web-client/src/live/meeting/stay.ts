import type { EndpointId, ParticipantId } from '@diem-cau/signaling-contract'
import type { StayPhase } from './MeetingModel.ts'
import type { phaseAfter } from './phaseAfter.ts'

/** Our participant and endpoint in the meeting. */
export interface Place {
  readonly me: ParticipantId
  readonly endpointId: EndpointId
}

/** A join that was asked for; compared by identity. */
interface Join {
  /** True to take the place over from the other device of this account. */
  readonly takeover: boolean
}

/** The place of this device in respect of the meeting. Times are milliseconds. */
export type Stay =
  /** It is in the lobby, or on a page after the meeting. */
  | { readonly kind: 'out'; readonly phase: Exclude<StayPhase, { kind: 'joining' | 'waiting' | 'inMeeting' }> }
  /** A join is under way. `letIn`: somebody let us in meanwhile, which its answer may not know yet. */
  | { readonly kind: 'joining'; readonly join: Join; readonly letIn: boolean }
  /** It waits at the door until somebody lets us in (SPEC 3.7). */
  | { readonly kind: 'waiting'; readonly locked: boolean }
  /** It has joined, and the meeting is not laid out yet: the first pictures come first. */
  | { readonly kind: 'entering'; readonly place: Place }
  | { readonly kind: 'inside'; readonly place: Place }
  /** It asks for the same place after a broken line, with whatever media is left. */
  | { readonly kind: 'returning'; readonly place: Place }
  /** The server cannot take us back just now: it is asked again after this time. */
  | { readonly kind: 'pausing'; readonly place: Place; readonly retryMs: number }

export type StayEvent =
  | { readonly type: 'join'; readonly takeover: boolean }
  /** Somebody let us in. */
  | { readonly type: 'letIn' }
  /** The server welcomed a new socket of ours. */
  | { readonly type: 'welcomed' }
  | { readonly type: 'joined'; readonly place: Place }
  /** The join was refused. `phase`: where that leaves us; null: it may yet be possible. */
  | { readonly type: 'refused'; readonly phase: ReturnType<typeof phaseAfter>; readonly retryMs: number }
  /** The first pictures are made, or have taken long enough. */
  | { readonly type: 'shown' }
  /** The pause is over. */
  | { readonly type: 'due' }
  /** We are no longer in the meeting or at its door, for whatever reason. */
  | { readonly type: 'out'; readonly phase: Exclude<StayPhase, { kind: 'joining' | 'inMeeting' }> }

/** Our place in the meeting; null: we have none. */
export function placeIn(stay: Stay): Place | null {
  return 'place' in stay ? stay.place : null
}

/** True in the meeting, shown or not yet, and on the way there. */
export function isComing(stay: Stay): boolean {
  return stay.kind === 'joining' || placeIn(stay) !== null
}

/** The stay after the event; the same object when it changes nothing. */
export function nextStay(stay: Stay, event: StayEvent): Stay {
  switch (event.type) {
    case 'join':
      return isComing(stay) ? stay : joining(event.takeover)
    case 'letIn':
      if (stay.kind === 'joining') return { ...stay, letIn: true }
      // A person who went back to the lobby goes in by their own click only.
      return stay.kind === 'waiting' ? joining() : stay
    case 'welcomed': {
      if (stay.kind === 'waiting') return joining()
      const place = placeIn(stay)
      return place ? { kind: 'returning', place } : stay
    }
    case 'joined':
      return stay.kind === 'joining' || stay.kind === 'returning' ? { kind: 'entering', place: event.place } : stay
    case 'refused':
      return afterRefusal(stay, event)
    case 'shown':
      return stay.kind === 'entering' ? { kind: 'inside', place: stay.place } : stay
    case 'due':
      return stay.kind === 'pausing' ? { kind: 'returning', place: stay.place } : stay
    case 'out':
      return event.phase.kind === 'waiting' ? event.phase : { kind: 'out', phase: event.phase }
    default:
      return event satisfies never
  }
}

const joining = (takeover = false): Stay => ({ kind: 'joining', join: { takeover }, letIn: false })

function afterRefusal(stay: Stay, { phase, retryMs }: Extract<StayEvent, { type: 'refused' }>): Stay {
  if (stay.kind === 'joining') {
    if (phase?.kind !== 'waiting') return { kind: 'out', phase: { kind: 'lobby' } }
    return stay.letIn ? joining() : phase
  }
  if (stay.kind !== 'returning') return stay
  if (phase === null) return { kind: 'pausing', place: stay.place, retryMs }
  // We were gone so long that somebody has to let us in again, as if we came for the first time.
  return phase.kind === 'waiting' ? phase : { kind: 'out', phase }
}
