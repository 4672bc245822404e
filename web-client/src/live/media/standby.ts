import type { FreshMedia, LegId } from '@diem-cau/signaling-contract'

/**
 * The leg that stands by on another media node, over which nothing goes (SPEC 5.15); one at most.
 * `S`: a session, compared by identity.
 */
export type Standby<S> =
  | { readonly kind: 'none' }
  /** It was offered, and this side of it is being made. */
  | { readonly kind: 'making'; readonly media: FreshMedia }
  | { readonly kind: 'ready'; readonly leg: LegId; readonly session: S }
  /** It carries now, and is no longer ours. */
  | { readonly kind: 'taken' }

export type StandbyEvent<S> =
  /** A new one replaces the one before. */
  | { readonly type: 'offered'; readonly media: FreshMedia }
  | { readonly type: 'made'; readonly session: S }
  /** It cannot be made, or is beyond repair. */
  | { readonly type: 'failed'; readonly media: FreshMedia }
  | { readonly type: 'broken'; readonly session: S }
  | { readonly type: 'carries'; readonly leg: LegId }
  /** The server needs it no more. */
  | { readonly type: 'ended'; readonly leg: LegId }
  | { readonly type: 'dropped' }

/** The state after the event; the same object when it changes nothing. */
export function nextStandby<S>(state: Standby<S>, event: StandbyEvent<S>): Standby<S> {
  switch (event.type) {
    case 'offered':
      return { kind: 'making', media: event.media }
    case 'made':
      return state.kind === 'making' ? { kind: 'ready', leg: state.media.leg, session: event.session } : state
    case 'failed':
      return state.kind === 'making' && state.media === event.media ? { kind: 'none' } : state
    case 'broken':
      return state.kind === 'ready' && state.session === event.session ? { kind: 'none' } : state
    case 'carries':
      return state.kind === 'ready' && state.leg === event.leg ? { kind: 'taken' } : state
    case 'ended':
      return legOf(state) === event.leg ? { kind: 'none' } : state
    case 'dropped':
      return state.kind === 'none' ? state : { kind: 'none' }
    default:
      return event satisfies never
  }
}

function legOf(state: Standby<unknown>): LegId | null {
  switch (state.kind) {
    case 'making':
      return state.media.leg
    case 'ready':
      return state.leg
    case 'none':
    case 'taken':
      return null
    default:
      return state satisfies never
  }
}
