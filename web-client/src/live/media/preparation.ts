/**
 * The progress of the media that is prepared at the door, before anybody joins (SPEC 5.7).
 * `S`: what was made, compared by identity.
 */
export type Preparation<S> =
  /** There is nothing prepared, and there will be nothing before it is wanted. */
  | { readonly kind: 'none' }
  /** The server is asked for it. */
  | { readonly kind: 'asking' }
  /** The server cannot just now: it is asked again after a while. */
  | { readonly kind: 'pausing' }
  | { readonly kind: 'ready'; readonly session: S }
  /** A join is under way, and only its answer tells what it used. null: nothing was ready, or that broke meanwhile. */
  | { readonly kind: 'offered'; readonly session: S | null }
  /** The socket of an offered one is gone: the repeated join may still be answered with it, and no other one. */
  | { readonly kind: 'outlived'; readonly session: S }
  /** A join goes on with it, and it is no longer ours. */
  | { readonly kind: 'taken' }

export type PreparationEvent<S> =
  | { readonly type: 'wanted' }
  | { readonly type: 'made'; readonly session: S }
  /** `passing`: it may be possible later. */
  | { readonly type: 'failed'; readonly passing: boolean }
  /** The pause is over. */
  | { readonly type: 'due' }
  | { readonly type: 'offered' }
  /** The join was answered: with what was offered (`kept`), with something else, or not at all (`refused`). */
  | { readonly type: 'settled'; readonly answer: 'kept' | 'other' | 'refused' }
  | { readonly type: 'broken'; readonly session: S }
  | { readonly type: 'socketDown' }
  | { readonly type: 'dropped' }

/** Gives what is held in this state; null: nothing. */
export function preparedIn<S>(state: Preparation<S>): S | null {
  return state.kind === 'ready' || state.kind === 'offered' || state.kind === 'outlived' ? state.session : null
}

/** The state after the event; the same object when it changes nothing. */
export function nextPreparation<S>(state: Preparation<S>, event: PreparationEvent<S>): Preparation<S> {
  switch (event.type) {
    case 'wanted':
      return state.kind === 'none' || state.kind === 'taken' || state.kind === 'pausing' ? { kind: 'asking' } : state
    case 'made':
      return state.kind === 'asking' ? { kind: 'ready', session: event.session } : state
    case 'failed':
      if (state.kind !== 'asking') return state
      return event.passing ? { kind: 'pausing' } : { kind: 'none' }
    case 'due':
      return state.kind === 'pausing' ? { kind: 'asking' } : state
    case 'offered':
      // A join that is repeated, or a second one, goes on as the first.
      return state.kind === 'offered' || state.kind === 'outlived'
        ? state
        : { kind: 'offered', session: preparedIn(state) }
    case 'settled':
      return afterJoin(state, event.answer)
    case 'broken':
      if (preparedIn(state) !== event.session) return state
      return state.kind === 'ready' ? { kind: 'pausing' } : { kind: 'offered', session: null }
    case 'socketDown':
      return withoutSocket(state)
    case 'dropped':
      return state.kind === 'none' ? state : { kind: 'none' }
    default:
      return event satisfies never
  }
}

function afterJoin<S>(state: Preparation<S>, answer: 'kept' | 'other' | 'refused'): Preparation<S> {
  const session = preparedIn(state)
  if (answer === 'kept' && session !== null) return { kind: 'taken' }
  if (answer !== 'refused') return state.kind === 'none' ? state : { kind: 'none' }
  // The client is still at the door: what is good stays ready for the next join.
  if (state.kind === 'offered' && session !== null) return { kind: 'ready', session }
  return state.kind === 'ready' || state.kind === 'asking' ? state : { kind: 'asking' }
}

/** The server ended what was prepared with its socket (SPEC 5.9), unless a join took it. */
function withoutSocket<S>(state: Preparation<S>): Preparation<S> {
  switch (state.kind) {
    case 'none':
    case 'taken':
    case 'outlived':
      return state
    case 'asking':
    case 'pausing':
    case 'ready':
      return { kind: 'none' }
    case 'offered':
      return state.session === null ? state : { kind: 'outlived', session: state.session }
    default:
      return state satisfies never
  }
}
