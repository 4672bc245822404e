/**
 * A message over the pictures, under a name of its own. `order`: how urgent it is, the smallest first, no two the same;
 * only one band is large, the others are a line. Below 20: nothing is seen or heard here. To 69: the room is asked
 * something. To 89: something is to be put right, or begun. From 90 on: news, and what goes on.
 */
export interface BandPlace {
  readonly name: string
  readonly order: number
}

/**
 * `line`: it is a line unless somebody opens it. `large`: it may be the large one. `asks`: it is as `large`, and
 * somebody in the room has to see or answer it, so the controls stay in sight.
 */
export type BandWeight = 'line' | 'large' | 'asks'

interface ToldBand {
  readonly order: number
  readonly weight: BandWeight
}

export interface Bands {
  /** The bands that there are now, by name. */
  readonly present: ReadonlyMap<string, ToldBand>
  /** The name of the band that was opened by hand; until a new one comes. */
  readonly opened: string | null
}

export const noBands: Bands = { present: new Map(), opened: null }

/** The name of the one that is large; null when all are lines. */
export function largeBand({ present, opened }: Bands): string | null {
  if (opened !== null && present.has(opened)) return opened
  const [first] = [...present]
    .filter(([, { weight }]) => weight !== 'line')
    .toSorted(([, one], [, other]) => one.order - other.order)
  return first?.[0] ?? null
}

/** True when a band is there that the room has to see or to answer. */
export function bandAsks({ present }: Bands): boolean {
  return [...present.values()].some(({ weight }) => weight === 'asks')
}

/** Adds a band, or changes it. One that comes large closes the one that was opened by hand: it may be more urgent. */
export function withBand({ present, opened }: Bands, { name, order }: BandPlace, weight: BandWeight): Bands {
  const isNews = weight !== 'line' && (present.get(name)?.weight ?? 'line') === 'line'
  return { present: new Map(present).set(name, { order, weight }), opened: isNews || opened === name ? null : opened }
}

export function withoutBand({ present, opened }: Bands, name: string): Bands {
  const left = new Map(present)
  left.delete(name)
  return { present: left, opened: opened === name ? null : opened }
}
