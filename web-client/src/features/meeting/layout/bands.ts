/** What is told over the pictures, the most urgent first: only one of them is large, the others are a line. */
const bandNames = [
  'reconnecting',
  'media-lost',
  'unsupported',
  'audio-blocked',
  'ballot',
  'floor',
  'rollCall',
  'door',
  'share-invited',
  'share-waits',
  'mic-trouble',
  'camera-trouble',
  'start',
  'result',
  'sharing',
  'weak',
  'agenda',
] as const
export type BandName = (typeof bandNames)[number]

/**
 * `line`: a line unless somebody opens it. `large`: may be the large one.
 * `asks`: besides, somebody in the room has to see or answer it, so the controls stay in sight.
 */
export type BandWeight = 'line' | 'large' | 'asks'

export interface Bands {
  /** Those that there are now. */
  readonly present: ReadonlyMap<BandName, BandWeight>
  /** Opened by hand; until something new comes. */
  readonly opened: BandName | null
}

export const noBands: Bands = { present: new Map(), opened: null }

/** The one that is large; null when all are lines. */
export function largeBand({ present, opened }: Bands): BandName | null {
  if (opened !== null && present.has(opened)) return opened
  return bandNames.find((name) => (present.get(name) ?? 'line') !== 'line') ?? null
}

/** Says whether something is told that the room has to see or to answer. */
export function bandAsks({ present }: Bands): boolean {
  return [...present.values()].includes('asks')
}

/** One that came or changed. What comes large closes what was opened by hand: it may be more urgent. */
export function withBand({ present, opened }: Bands, name: BandName, weight: BandWeight): Bands {
  const isNews = weight !== 'line' && (present.get(name) ?? 'line') === 'line'
  return { present: new Map(present).set(name, weight), opened: isNews || opened === name ? null : opened }
}

export function withoutBand({ present, opened }: Bands, name: BandName): Bands {
  const left = new Map(present)
  left.delete(name)
  return { present: left, opened: opened === name ? null : opened }
}
