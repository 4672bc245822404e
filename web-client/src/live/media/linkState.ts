import type { FreshMedia, JoinMedia, LegId } from '@diem-cau/signaling-contract'

/**
 * The state of media as views show it. `waiting`: there is no media node just now; `full`: there are, and none has room.
 * `unsupported`: this browser cannot, whatever happens.
 */
export type MediaState = 'none' | 'starting' | 'running' | 'rebuilding' | 'waiting' | 'full' | 'unsupported'

/** The legs of this endpoint that are at work (SPEC 5.13, 5.14). */
interface Legs<S> {
  /** The one that carries. */
  readonly session: S
  /** One that is being built to carry instead. */
  readonly beside: S | null
  /** The one that carried before. It goes on sending for those who have not changed over yet. */
  readonly former: S | null
}

/**
 * Media of one meeting, from join to leave. `told`: the server knows what this device can receive, without which it
 * sends nothing. `S`: a session, compared by identity. Times are milliseconds.
 */
export type LinkState<S> =
  /** This device is in no meeting. */
  | { readonly kind: 'none' }
  /** The server has made transports, and this side makes its own. `beside`: a leg that is to be built after that. */
  | {
      readonly kind: 'starting'
      readonly media: FreshMedia
      readonly told: boolean
      readonly beside: FreshMedia | null
    }
  | ({ readonly kind: 'running' } & Legs<S>)
  /** Transports are gone. New ones are asked for after this time. */
  | { readonly kind: 'lost'; readonly afterMs: number; readonly told: boolean }
  /** New transports are asked for. `full`: no media node had room for them the last time. */
  | { readonly kind: 'asking'; readonly told: boolean; readonly full: boolean }
  /**
   * There is no media node, or none that has room. New transports are asked for when one is told of, and after `retryMs` unless that is
   * null.
   */
  | { readonly kind: 'waiting'; readonly retryMs: number | null; readonly told: boolean; readonly full: boolean }
  | { readonly kind: 'unsupported' }

/** Media of one meeting, and the line over which the server tells of it. */
export type Link<S> = {
  readonly media: LinkState<S>
  /** `returning` from the end of a socket until the join on the next one is answered: what is told may be of another endpoint. */
  readonly line: 'answered' | 'returning'
}

export const noLink: Link<never> = { media: { kind: 'none' }, line: 'answered' }

export type LinkEvent<S> =
  /** A join was answered. `prepared`: what it goes on with, if that was made at the door. */
  | { readonly type: 'joined'; readonly media: JoinMedia; readonly told: boolean; readonly prepared: S | null }
  | { readonly type: 'started'; readonly session: S }
  /** `passing`: the server refused; otherwise the browser cannot. */
  | { readonly type: 'startFailed'; readonly passing: boolean; readonly retryMs: number }
  /** The server gave new transports. */
  | { readonly type: 'answered'; readonly media: FreshMedia }
  | { readonly type: 'refused'; readonly noNode: boolean; readonly full: boolean; readonly retryMs: number }
  /** The time of `lost` or `waiting` is over. */
  | { readonly type: 'due' }
  /** The media node lost everything of ours. */
  | { readonly type: 'lost'; readonly afterMs: number }
  /** A media node is there again. */
  | { readonly type: 'nodeReady' }
  /** Another leg is offered in place of all there were. */
  | { readonly type: 'offered'; readonly media: FreshMedia }
  /** A leg is offered beside the one that is being made. */
  | { readonly type: 'offeredBeside'; readonly media: FreshMedia }
  /** A leg is being built beside the one that carries. */
  | { readonly type: 'building'; readonly session: S }
  /** The server knows that what was built beside does all that the other did. */
  | { readonly type: 'taken'; readonly session: S }
  /** The server says that this leg carries, and that all others but a new standby are gone. */
  | { readonly type: 'carries'; readonly session: S }
  /** The server says that this leg is needed no more, or gone. */
  | { readonly type: 'ended'; readonly session: S; readonly afterMs: number }
  /** A transport of this session is beyond repair. */
  | { readonly type: 'broken'; readonly session: S }
  /** The socket ended. */
  | { readonly type: 'lineLost' }
  | { readonly type: 'left' }

export function shownAs(state: LinkState<unknown>): MediaState {
  // Who waits for room asks again and again: that is one wait.
  if ((state.kind === 'asking' || state.kind === 'waiting') && state.full) return 'full'
  return state.kind === 'lost' || state.kind === 'asking' ? 'rebuilding' : state.kind
}

/** The sessions that are at work, the one that carries first. */
export function sessionsOf<S>(state: LinkState<S>): S[] {
  if (state.kind !== 'running') return []
  return [state.session, state.beside, state.former].filter((session) => session !== null)
}

/** The link after the event; the same object when it changes nothing. */
export function nextLink<S>(link: Link<S>, event: LinkEvent<S>): Link<S> {
  const media = nextMedia(link.media, event)
  const line = nextLine(link, event)
  return media === link.media && line === link.line ? link : { media, line }
}

/**
 * Consumers that are told of go to the session of their leg, or are kept until there is one, or are of a leg that is gone.
 * @param isHere there is a session of their leg @param carrying the leg that carries; null: none that is at work
 */
export function consumersGo(
  { media, line }: Link<unknown>,
  leg: LegId,
  { isHere, carrying }: { readonly isHere: boolean; readonly carrying: LegId | null },
): 'here' | 'early' | 'nowhere' {
  // Before a return is answered nobody knows whose they are: a new endpoint begins with the same leg as the former one.
  if (line === 'returning') return 'early'
  if (isHere) return 'here'
  // The notice of consumers of a later leg than the one that carries comes with the answer that brings the leg.
  return media.kind !== 'running' || carrying === null || leg > carrying ? 'early' : 'nowhere'
}

function nextLine<S>({ media, line }: Link<S>, { type }: LinkEvent<S>): Link<S>['line'] {
  if (type === 'joined' || type === 'left') return 'answered'
  // At the door nothing is kept that could be another's.
  return type === 'lineLost' && media.kind !== 'none' ? 'returning' : line
}

function nextMedia<S>(state: LinkState<S>, event: LinkEvent<S>): LinkState<S> {
  switch (event.type) {
    case 'joined':
      return afterJoin(state, event)
    case 'started':
      return state.kind === 'starting' ? alone(event.session) : state
    case 'startFailed': {
      if (state.kind !== 'starting') return state
      const { told } = state
      return event.passing ? { kind: 'waiting', retryMs: event.retryMs, told, full: false } : { kind: 'unsupported' }
    }
    case 'answered':
      return state.kind === 'asking' ? start(event.media, state.told) : state
    case 'refused': {
      if (state.kind !== 'asking') return state
      const { told } = state
      return event.noNode
        ? { kind: 'waiting', retryMs: event.retryMs, told, full: event.full }
        : { kind: 'lost', afterMs: event.retryMs, told }
    }
    case 'due':
      return state.kind === 'lost' || state.kind === 'waiting' ? askAgain(state) : state
    case 'lost':
      return state.kind === 'none' || state.kind === 'unsupported'
        ? state
        : { kind: 'lost', afterMs: event.afterMs, told: isTold(state) }
    case 'nodeReady':
      return state.kind === 'waiting' || state.kind === 'lost' || state.kind === 'asking' ? askAgain(state) : state
    case 'offered':
      return state.kind === 'none' || state.kind === 'unsupported' ? state : start(event.media, isTold(state))
    case 'offeredBeside':
      return state.kind === 'starting' ? { ...state, beside: event.media } : state
    case 'building':
      return state.kind === 'running' ? { ...state, beside: event.session } : state
    case 'taken':
      return state.kind === 'running' && state.beside === event.session
        ? { kind: 'running', session: event.session, beside: null, former: state.session }
        : state
    case 'carries':
      return afterCarries(state, event.session)
    case 'ended':
      return state.kind === 'running'
        ? withoutLeg(state, event, { kind: 'lost', afterMs: event.afterMs, told: true })
        : state
    case 'broken': {
      if (state.kind !== 'running') return state
      // The server knows best what to go on with: it is asked.
      return state.session === event.session
        ? { kind: 'asking', told: true, full: false }
        : withoutLeg(state, event, state)
    }
    case 'lineLost':
      return state
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
      return start(media, told)
    case 'kept':
      if (prepared !== null) return alone(prepared)
      // The running session is good, and a move that was not finished is given up. Anything else is made anew.
      return state.kind === 'running' ? onlySession(state) : { kind: 'asking', told, full: false }
    case 'waiting':
      return { kind: 'waiting', retryMs: null, told, full: media.full ?? false }
    default:
      return media satisfies never
  }
}

function afterCarries<S>(state: LinkState<S>, session: S): LinkState<S> {
  if (state.kind === 'none' || state.kind === 'unsupported') return state
  return state.kind === 'running' && state.session === session ? onlySession(state) : alone(session)
}

/** @param none what follows where no other leg is left */
function withoutLeg<S>(state: Running<S>, { session }: { readonly session: S }, none: LinkState<S>): LinkState<S> {
  if (state.beside === session) return { ...state, beside: null }
  if (state.former === session) return { ...state, former: null }
  if (state.session !== session) return state
  const other = state.beside ?? state.former
  return other === null ? none : alone(other)
}

type Running<S> = Extract<LinkState<S>, { kind: 'running' }>

function askAgain(state: Extract<LinkState<unknown>, { kind: 'lost' | 'asking' | 'waiting' }>): LinkState<never> {
  return { kind: 'asking', told: state.told, full: state.kind !== 'lost' && state.full }
}

function start(media: FreshMedia, told: boolean): LinkState<never> {
  return { kind: 'starting', media, told, beside: null }
}

function alone<S>(session: S): Running<S> {
  return { kind: 'running', session, beside: null, former: null }
}

function onlySession<S>(state: Running<S>): Running<S> {
  return state.beside === null && state.former === null ? state : alone(state.session)
}

/** True once the server was told what this device can receive, without which nothing runs. */
function isTold(state: Exclude<LinkState<unknown>, { kind: 'none' | 'unsupported' }>): boolean {
  return state.kind === 'running' || state.told
}
