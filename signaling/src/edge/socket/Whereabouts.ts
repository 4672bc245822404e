import { MeetingError } from '@diem-cau/signaling-contract'

/** A client is here. `because` is what it is answered when it asks for what only those in a meeting may. */
export type Whereabouts<Host, Place extends { readonly host: Host }> =
  | { readonly kind: 'outside'; readonly because: MeetingError }
  /** It is at the door of a meeting, where an endpoint is, or was to be, prepared for it (SPEC 5.7). */
  | { readonly kind: 'atDoor'; readonly host: Host; readonly because: MeetingError }
  /** It waits before the closed door of a meeting and has to be let in (SPEC 3.7). */
  | { readonly kind: 'waiting'; readonly host: Host; readonly because: MeetingError }
  | { readonly kind: 'joined'; readonly place: Place }
  /** Its socket is closed. */
  | { readonly kind: 'gone' }

export type Move<Host, Place extends { readonly host: Host }> =
  /** It asks that an endpoint be prepared here. */
  | { readonly kind: 'prepare'; readonly host: Host }
  /** It asks to come in here. */
  | { readonly kind: 'join'; readonly host: Host }
  /** It is in, and has this place. */
  | { readonly kind: 'enter'; readonly place: Place }
  /** It was answered that it has to be let in. */
  | { readonly kind: 'wait'; readonly host: Host }
  /** It may come in, and asks again by itself. */
  | { readonly kind: 'admitted' }
  /** It waits no longer. */
  | { readonly kind: 'leaveDoor' }
  /** It said goodbye, and that is on record. */
  | { readonly kind: 'leave' }
  /** It said goodbye, and that cannot be recorded: the place is kept as that of a broken line, and no longer (SPEC 3.5). */
  | { readonly kind: 'abandon' }
  /** The meeting has put it out. */
  | { readonly kind: 'ejected'; readonly because: MeetingError }
  | { readonly kind: 'disconnected' }

/** Things that a client leaves behind with a move: somebody has to be told. */
export type Leaving<Host, Place> =
  | { readonly kind: 'prepared'; readonly host: Host }
  | { readonly kind: 'doorstep'; readonly host: Host }
  | { readonly kind: 'place'; readonly place: Place }

type Next<Host, Place extends { readonly host: Host }> = {
  readonly whereabouts: Whereabouts<Host, Place>
  readonly leaving: readonly Leaving<Host, Place>[]
}

/** Pure. What does not fit changes nothing; a client whose socket is closed gives back what it is given still. */
export function nextWhereabouts<Host, Place extends { readonly host: Host }>(
  from: Whereabouts<Host, Place>,
  move: Move<Host, Place>,
): Next<Host, Place> {
  const to = (whereabouts: Whereabouts<Host, Place>) => ({ whereabouts, leaving: left(from, whereabouts) })
  const stay = { whereabouts: from, leaving: [] }
  if (from.kind === 'gone') return { whereabouts: from, leaving: givenBack(move) }
  const because = from.kind === 'joined' ? new MeetingError('notJoined') : from.because
  switch (move.kind) {
    case 'prepare':
      // Nothing is prepared for a socket that is in a meeting or waits for one.
      if (from.kind === 'joined' || from.kind === 'waiting') return stay
      return to({ kind: 'atDoor', host: move.host, because })
    case 'join':
      return from.kind === 'joined' && from.place.host !== move.host ? to({ kind: 'outside', because }) : stay
    case 'enter':
      return to({ kind: 'joined', place: move.place })
    case 'wait':
      return to({ kind: 'waiting', host: move.host, because })
    case 'admitted':
      // The meeting has taken it off the doorstep.
      return from.kind === 'waiting' ? { ...stay, whereabouts: { kind: 'outside', because } } : stay
    case 'leaveDoor':
      return from.kind === 'waiting' ? to({ kind: 'outside', because }) : stay
    case 'leave':
      // The meeting has ended the place.
      return from.kind === 'joined' ? { ...stay, whereabouts: { kind: 'outside', because } } : stay
    case 'abandon':
      return from.kind === 'joined' ? to({ kind: 'outside', because }) : stay
    case 'ejected': {
      // The meeting has ended what it had there; what is prepared is another matter.
      const whereabouts =
        from.kind === 'atDoor'
          ? { ...from, because: move.because }
          : ({ kind: 'outside', because: move.because } as const)
      return { ...stay, whereabouts }
    }
    case 'disconnected':
      return to({ kind: 'gone' })
    default:
      return move satisfies never
  }
}

/** Things that one had in `from` and has no more. */
function left<Host, Place extends { readonly host: Host }>(
  from: Whereabouts<Host, Place>,
  to: Whereabouts<Host, Place>,
): Leaving<Host, Place>[] {
  switch (from.kind) {
    case 'atDoor':
      // Preparing anew at the same door replaces what was prepared.
      return to.kind === 'atDoor' && to.host === from.host ? [] : [{ kind: 'prepared', host: from.host }]
    case 'waiting':
      return to.kind === 'waiting' && to.host === from.host ? [] : [{ kind: 'doorstep', host: from.host }]
    case 'joined':
      // A participant's new place takes over from the old one.
      return to.kind === 'joined' && to.place.host === from.place.host ? [] : [{ kind: 'place', place: from.place }]
    case 'outside':
    case 'gone':
      return []
    default:
      return from satisfies never
  }
}

function givenBack<Host, Place extends { readonly host: Host }>(move: Move<Host, Place>): Leaving<Host, Place>[] {
  if (move.kind === 'enter') return [{ kind: 'place', place: move.place }]
  return move.kind === 'wait' ? [{ kind: 'doorstep', host: move.host }] : []
}
