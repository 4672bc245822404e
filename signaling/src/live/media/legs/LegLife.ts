import type { EndpointSnapshot } from '@diem-cau/sfu-contract'
import type { ProducerId } from '@diem-cau/signaling-contract'

/** Transports of a leg at the media node. */
export type Transports =
  /** No node was asked for them yet. */
  | 'none'
  /** They are being made. */
  | 'starting'
  /** The client was answered that there is no node, and is told when there is one. */
  | 'waiting'
  | 'alive'
  /** They were there; the client was or will be told to rebuild. */
  | 'lost'

/** The client of a leg's endpoint stands here. */
export type Standing =
  /** The client is at the door: its endpoint is prepared, and it cannot receive yet (SPEC 5.7). */
  | 'atDoor'
  /** The client is at the door, connected: what a join will show first is made for it, and stands still (SPEC 5.8). */
  | 'listening'
  /** Its join is on the way to the disk. The node may be asked meanwhile, the client hears of it after. */
  | 'comingIn'
  /**
   * The same happens from the door. The node is asked after the join is recorded: what stands still there would flow.
   */
  | 'comingInFromDoor'
  | 'inside'
  /**
   * The join is on record, and the client not back yet, or not receiving on this leg yet: the leg keeps what it
   * receives until then.
   */
  | 'away'
  /** The client has moved to another leg, and receives nothing on this one any more. */
  | 'fading'
  /** The leg has ended. */
  | 'gone'

export type LegLife = {
  readonly transports: Transports
  readonly standing: Standing
  /** Counts how often everything at the node became new, or was lost. */
  readonly generation: number
}

export type LifeEvent =
  /** New transports are asked for. */
  | { readonly kind: 'starting' }
  /** There are new transports, and nothing on them. */
  | { readonly kind: 'made'; readonly worker: number }
  /** No transports can be made just now. */
  | { readonly kind: 'unavailable' }
  /** The node has it, with these. */
  | {
      readonly kind: 'found'
      readonly worker: number
      readonly producers: readonly ProducerId[]
      readonly consumers: EndpointSnapshot['consumers']
    }
  /** All it had at the node is gone. */
  | { readonly kind: 'lost' }
  /** The client is there, and receives. */
  | { readonly kind: 'attended' }
  /** The client has moved to another leg. */
  | { readonly kind: 'faded' }
  /** A join with it was decided, and is on its way to the disk. */
  | { readonly kind: 'joining' }
  /** That join is on record. */
  | { readonly kind: 'recorded' }
  | { readonly kind: 'closed' }

/** @param standing `atDoor` for one that is prepared, that of the leg whose place it takes, else `away` */
export const newLife = (standing: Standing): LegLife => ({ transports: 'none', standing, generation: 0 })

/** Pure. What does not fit a state changes nothing. */
export function nextLife(life: LegLife, event: LifeEvent): LegLife {
  if (life.standing === 'gone') return life
  switch (event.kind) {
    case 'starting':
      return anew(life, 'starting')
    // Two requests for transports may be under way: the answer that comes last counts.
    case 'made':
      return anew(life, 'alive')
    case 'unavailable':
      return anew(life, 'waiting')
    case 'found':
      // A client that was answered `waiting` has let go of its transports, also of those that the node still has.
      return life.transports === 'starting' || life.transports === 'waiting' ? life : { ...life, transports: 'alive' }
    case 'lost':
      return life.transports === 'alive' ? anew(life, 'lost') : life
    case 'attended':
      if (life.standing === 'atDoor') return { ...life, standing: 'listening' }
      return life.standing === 'away' ? { ...life, standing: 'inside' } : life
    case 'joining': {
      const isAtDoor = life.standing === 'atDoor' || life.standing === 'listening'
      return { ...life, standing: isAtDoor ? 'comingInFromDoor' : 'comingIn' }
    }
    case 'recorded':
      return isComingIn(life) ? { ...life, standing: 'inside' } : life
    case 'faded':
      return { ...life, standing: 'fading' }
    case 'closed':
      return { ...anew(life, life.transports), standing: 'gone' }
    default:
      return event satisfies never
  }
}

/** True until the join is on record: before, the client may be told nothing of the node's. */
export function isComingIn({ standing }: LegLife): boolean {
  return standing === 'comingIn' || standing === 'comingInFromDoor'
}

/** The node may be asked for what the client receives. */
export function maySubscribe({ transports, standing }: LegLife): boolean {
  const standings: readonly Standing[] = ['listening', 'comingIn', 'inside', 'fading']
  return transports === 'alive' && standings.includes(standing)
}

function anew({ standing, generation }: LegLife, transports: Transports): LegLife {
  return { transports, standing, generation: generation + 1 }
}
