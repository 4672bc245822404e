import type { FreshMedia, JoinMedia } from '@diem-cau/signaling-contract'

/** As views show it. `waiting`: there is no media node just now. `unsupported`: this browser cannot, whatever happens. */
export type MediaState = 'none' | 'starting' | 'running' | 'rebuilding' | 'waiting' | 'unsupported'

/**
 * Media of one meeting, from join to leave. `told`: the server knows what this device can receive, without which it sends nothing.
 * `S`: a session, compared by identity. Times are milliseconds.
 */
export type LinkState<S> =
  /** In no meeting. */
  | { readonly kind: 'none' }
  /** The server has made transports, and this side makes its own. */
  | { readonly kind: 'starting'; readonly media: FreshMedia; readonly told: boolean }
  | { readonly kind: 'running'; readonly session: S }
  /** Transports are gone. New ones are asked for after this time. */
  | { readonly kind: 'lost'; readonly afterMs: number; readonly told: boolean }
  /** New transports are asked for. */
  | { readonly kind: 'asking'; readonly told: boolean }
  /** There is no media node. New transports are asked for when one is told of, and after `retryMs` unless that is null. */
  | { readonly kind: 'waiting'; readonly retryMs: number | null; readonly told: boolean }
  | { readonly kind: 'unsupported' }

export type LinkEvent<S> =
  /** A join was answered. `prepared`: what it goes on with, if that was made at the door. */
  | { readonly type: 'joined'; readonly media: JoinMedia; readonly told: boolean; readonly prepared: S | null }
  | { readonly type: 'started'; readonly session: S }
  /** `passing`: the server refused; otherwise the browser cannot. */
  | { readonly type: 'startFailed'; readonly passing: boolean; readonly retryMs: number }
  /** The server gave new transports. */
  | { readonly type: 'answered'; readonly media: FreshMedia }
  | { readonly type: 'refused'; readonly noNode: boolean; readonly retryMs: number }
  /** The time of `lost` or `waiting` is over. */
  | { readonly type: 'due' }
  /** The media node lost everything of ours. */
  | { readonly type: 'lost'; readonly afterMs: number }
  /** A media node is there again. */
  | { readonly type: 'nodeReady' }
  /** A transport of this session is beyond repair. */
  | { readonly type: 'broken'; readonly session: S }
  | { readonly type: 'left' }

export function shownAs({ kind }: LinkState<unknown>): MediaState {
  return kind === 'lost' || kind === 'asking' ? 'rebuilding' : kind
}

/** The state after the event; the same object when it changes nothing. */
export function nextLink<S>(state: LinkState<S>, event: LinkEvent<S>): LinkState<S> {
  switch (event.type) {
    case 'joined':
      return afterJoin(state, event)
    case 'started':
      return state.kind === 'starting' ? { kind: 'running', session: event.session } : state
    case 'startFailed': {
      if (state.kind !== 'starting') return state
      const { told } = state
      return event.passing ? { kind: 'waiting', retryMs: event.retryMs, told } : { kind: 'unsupported' }
    }
    case 'answered':
      return state.kind === 'asking' ? { kind: 'starting', media: event.media, told: state.told } : state
    case 'refused': {
      if (state.kind !== 'asking') return state
      const { told } = state
      return event.noNode
        ? { kind: 'waiting', retryMs: event.retryMs, told }
        : { kind: 'lost', afterMs: event.retryMs, told }
    }
    case 'due':
      return state.kind === 'lost' || state.kind === 'waiting' ? { kind: 'asking', told: state.told } : state
    case 'lost':
      return state.kind === 'none' || state.kind === 'unsupported'
        ? state
        : { kind: 'lost', afterMs: event.afterMs, told: isTold(state) }
    case 'nodeReady':
      return state.kind === 'waiting' || state.kind === 'lost' || state.kind === 'asking'
        ? { kind: 'asking', told: state.told }
        : state
    case 'broken':
      return state.kind === 'running' && state.session === event.session ? { kind: 'asking', told: true } : state
    case 'left':
      return state.kind === 'none' ? state : { kind: 'none' }
    default:
      return event satisfies never
  }
}

function afterJoin<S>(
  state: LinkState<S>,
  { media, told, prepared }: Extract<LinkEvent<S>, { type: 'joined' }>,
): LinkState<S> {
  switch (media.kind) {
    case 'fresh':
      return { kind: 'starting', media, told }
    case 'kept':
      if (prepared !== null) return { kind: 'running', session: prepared }
      // The running session is good. Anything else is made anew.
      return state.kind === 'running' ? state : { kind: 'asking', told }
    case 'waiting':
      return { kind: 'waiting', retryMs: null, told }
    default:
      return media satisfies never
  }
}

/** Nothing runs before the server was told. */
function isTold(state: Exclude<LinkState<unknown>, { kind: 'none' | 'unsupported' }>): boolean {
  return state.kind === 'running' || state.told
}
