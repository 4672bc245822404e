/** The state of a transport as RTCPeerConnection tells it. */
export type TransportState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed'

/** ICE is restarted so often before transports are made anew. */
const MAX_RESTARTS = 2

/** The steps that are taken for a transport. `restarts`: ICE restarts since it was last connected. */
export type Repair =
  | { readonly kind: 'idle'; readonly restarts: number }
  /** ICE is `disconnected`, which often heals by itself: it gets a while. */
  | { readonly kind: 'patient'; readonly restarts: number }
  /** New ICE credentials are asked for. */
  | { readonly kind: 'restarting'; readonly restarts: number }
  /** They are in use and get a while to work. */
  | { readonly kind: 'restarted'; readonly restarts: number }
  /** The socket is down, so nothing can be asked. */
  | { readonly kind: 'offline' }
  /** All repairs were tried in vain. */
  | { readonly kind: 'givenUp' }
  | { readonly kind: 'closed' }

/** A transport's state, and the steps that are taken for it. */
export interface Health {
  readonly transport: TransportState
  readonly repair: Repair
}

export type HealthEvent =
  | { readonly type: 'transport'; readonly state: TransportState }
  /** The time of `patient` or `restarted` is over. */
  | { readonly type: 'due' }
  /** The machine woke up: whatever is broken is mended without patience. */
  | { readonly type: 'woke' }
  /** The media node no longer hears from us, whatever the browser still believes. */
  | { readonly type: 'remoteLost' }
  | { readonly type: 'socketUp' }
  | { readonly type: 'socketDown' }
  | { readonly type: 'restarted' }
  /** The server refused new credentials, or the browser could not use them. */
  | { readonly type: 'restartFailed' }
  | { readonly type: 'closed' }

type Live = Extract<Repair, { restarts: number }>

export const newTransport: Health = { transport: 'new', repair: { kind: 'idle', restarts: 0 } }

/**
 * The health after the event; the same object when it changes nothing, and the same `repair` when that goes on as it
 * is.
 */
export function nextHealth(health: Health, event: HealthEvent): Health {
  const { transport, repair } = health
  if (repair.kind === 'closed') return health
  if (event.type === 'closed') return { transport, repair: { kind: 'closed' } }
  if (repair.kind === 'givenUp') return health
  if (event.type === 'transport') return afterTransport(health, event.state)
  const next = repair.kind === 'offline' ? whenOffline(health, event.type) : whenLive(transport, repair, event.type)
  return next === repair ? health : { transport, repair: next }
}

function afterTransport(health: Health, transport: TransportState): Health {
  const { repair } = health
  if (transport === health.transport) return health
  if (!('restarts' in repair)) return { transport, repair }
  switch (transport) {
    case 'connected':
      return { transport, repair: repair.kind === 'idle' && repair.restarts === 0 ? repair : newTransport.repair }
    case 'failed':
      return { transport, repair: restart(repair) }
    case 'disconnected':
      return { transport, repair: { kind: 'patient', restarts: repair.restarts } }
    case 'new':
    case 'connecting':
    case 'closed':
      return { transport, repair }
    default:
      return transport satisfies never
  }
}

type OtherEvent = Exclude<HealthEvent['type'], 'transport' | 'closed'>

/** Everything but the socket's return is ignored; then all of the restarts may be tried again. */
function whenOffline({ transport, repair }: Health, event: OtherEvent): Repair {
  if (event !== 'socketUp') return repair
  const fresh: Live = { kind: 'idle', restarts: 0 }
  return isTroubled(transport) ? restart(fresh) : fresh
}

function whenLive(transport: TransportState, repair: Live, event: OtherEvent): Repair {
  switch (event) {
    case 'due':
      return repair.kind === 'patient' || repair.kind === 'restarted' ? restart(repair) : repair
    case 'woke':
      return isTroubled(transport) ? restart(repair) : repair
    case 'remoteLost':
      return restart(repair)
    case 'socketUp':
      return isTroubled(transport) ? restart({ kind: 'idle', restarts: 0 }) : repair
    case 'socketDown':
      return { kind: 'offline' }
    case 'restarted':
      return transport === 'connected' ? settled(repair) : { kind: 'restarted', restarts: repair.restarts }
    case 'restartFailed':
      return { kind: 'givenUp' }
    default:
      return event satisfies never
  }
}

function restart({ restarts }: Live): Repair {
  return restarts >= MAX_RESTARTS ? { kind: 'givenUp' } : { kind: 'restarting', restarts: restarts + 1 }
}

function settled(repair: Live): Repair {
  return repair.kind === 'restarting' ? { kind: 'idle', restarts: repair.restarts } : repair
}

function isTroubled(transport: TransportState): boolean {
  return transport === 'failed' || transport === 'disconnected'
}
