import { LegId } from '@diem-cau/signaling-contract'

/** The legs that an endpoint has (SPEC 5.13 to 5.16). */
export type Legs = {
  /** The leg that carries. It may be lost, while there is no other. */
  readonly carrying: LegId
  /** The leg that was offered to a client that moves, and not taken yet. */
  readonly beside: LegId | null
  readonly standby: LegId | null
  /** They carried before the client moved, and still send to those who have not changed over. */
  readonly fading: readonly LegId[]
  /** The one that was made last. */
  readonly newest: LegId
}

export type LegsEvent =
  /** A new leg was made: see `legOffered`. */
  | { readonly kind: 'offered'; readonly why: 'beside' | 'instead' | 'standby'; readonly leg: LegId }
  /** Its client sends and receives over a leg that was beside the one that carried. */
  | { readonly kind: 'taken'; readonly leg: LegId }
  /** Nobody needs this one any more. */
  | { readonly kind: 'ended'; readonly leg: LegId }
  /** All it had at its node is gone. */
  | { readonly kind: 'lost'; readonly leg: LegId }

export const firstLegs = (leg: LegId): Legs => ({ carrying: leg, beside: null, standby: null, fading: [], newest: leg })

/** The id of the leg that is made next. */
export const nextLegId = ({ newest }: Legs): LegId => LegId.parse(newest + 1)

/** All that there are, the one that carries first. */
export function legIds({ carrying, beside, standby, fading }: Legs): LegId[] {
  return [carrying, beside, standby, ...fading].filter((leg) => leg !== null)
}

/** Pure; the same object when the event changes nothing. */
export function nextLegs(legs: Legs, event: LegsEvent): Legs {
  switch (event.kind) {
    case 'offered': {
      const newest = event.leg
      if (event.why === 'instead') return firstLegs(newest)
      return event.why === 'beside' ? { ...legs, beside: newest, newest } : { ...legs, standby: newest, newest }
    }
    case 'taken': {
      if (legs.beside !== event.leg) return legs
      return { ...legs, carrying: event.leg, beside: null, fading: [...legs.fading, legs.carrying] }
    }
    case 'ended':
      return without(legs, event.leg)
    case 'lost': {
      if (event.leg !== legs.carrying) return without(legs, event.leg)
      // One that the client is moving to is nearer to carrying than one that only stands by.
      const { beside, standby, fading, newest } = legs
      if (beside !== null) return { carrying: beside, beside: null, standby, fading, newest }
      return standby === null ? legs : { carrying: standby, beside: null, standby: null, fading, newest }
    }
    default:
      return event satisfies never
  }
}

function without(legs: Legs, leg: LegId): Legs {
  if (leg === legs.beside) return { ...legs, beside: null }
  if (leg === legs.standby) return { ...legs, standby: null }
  return legs.fading.includes(leg) ? { ...legs, fading: legs.fading.filter((id) => id !== leg) } : legs
}
