import type { Demand, ProducerId } from '@diem-cau/signaling-contract'

/** Less is asked of a sender only when nobody wanted more for so long, so that paging a wall back and forth changes nothing. Milliseconds. */
export const LOWER_AFTER_MS = 4000

/** The demand that a sender was told last. */
export type Told = {
  readonly demand: Demand
  /** Set while less is wanted: the time at which it is told so, and the most that was wanted meanwhile. */
  readonly lowering: { readonly at: number; readonly most: Demand } | null
}

export type Settled = {
  readonly told: ReadonlyMap<ProducerId, Told>
  /** Their senders must hear of it now. */
  readonly changed: readonly ProducerId[]
  /** The latest time to settle again, on the clock of `now`; null = when something changes. */
  readonly again: number | null
}

/**
 * Decides what senders are told of the {@link demand} at hand: more at once, less after a while (SPEC 5.12). Pure.
 * @param first the least that a new producer is asked for
 */
export function settleDemand(
  told: ReadonlyMap<ProducerId, Told>,
  wanted: ReadonlyMap<ProducerId, Demand>,
  first: (producerId: ProducerId) => Demand,
  now: number,
): Settled {
  const next = new Map<ProducerId, Told>()
  const changed: ProducerId[] = []
  for (const [producerId, demand] of wanted) {
    const before = told.get(producerId)
    const after = before ? follow(before, demand, now) : begin(demand, first(producerId), now)
    if (after.demand !== before?.demand) changed.push(producerId)
    next.set(producerId, after)
  }
  const times = [...next.values()].flatMap(({ lowering }) => (lowering ? [lowering.at] : []))
  return { told: next, changed, again: times.length > 0 ? Math.min(...times) : null }
}

function begin(wanted: Demand, first: Demand, now: number): Told {
  return follow({ demand: larger(wanted, first), lowering: null }, wanted, now)
}

function follow({ demand, lowering }: Told, wanted: Demand, now: number): Told {
  if (larger(wanted, demand) === wanted) return { demand: wanted, lowering: null }
  if (!lowering) return { demand, lowering: { at: now + LOWER_AFTER_MS, most: wanted } }
  const most = larger(lowering.most, wanted)
  if (now < lowering.at) return { demand, lowering: { ...lowering, most } }
  return most === wanted
    ? { demand: wanted, lowering: null }
    : { demand: most, lowering: { at: now + LOWER_AFTER_MS, most: wanted } }
}

function larger(a: Demand, b: Demand): Demand {
  if (a === null) return b
  return b === null ? a : Math.max(a, b)
}
