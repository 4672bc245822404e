/** Parts of an installation that can die, cables that can be cut, and a node that is emptied (`drain`), by the names of `--cases`. */
export const PARTS = ['worker', 'node', 'signaling', 'redis', 'postgres', 'cable5', 'cable60', 'drain'] as const
export type Part = (typeof PARTS)[number]

/** How long a cable is cut, in milliseconds. */
export const CUTS_MS = { cable5: 5_000, cable60: 60_000 } as const satisfies Partial<Record<Part, number>>
type Cable = keyof typeof CUTS_MS

export const isCable = (part: Part): part is Cable => part in CUTS_MS

/** What happens at one moment; nothing at all is the case that the others are compared with. */
export interface DeathCase {
  readonly name: string
  readonly parts: readonly Part[]
}

const NOTHING: DeathCase = { name: 'nothing', parts: [] }

const DEATHS = PARTS.filter((part) => part !== 'drain')

/** Each two at once, but the two cuts of the one cable. */
export function pairs(parts: readonly Part[] = DEATHS): DeathCase[] {
  return parts.flatMap((first, n) =>
    parts
      .slice(n + 1)
      .filter((second) => !(isCable(first) && isCable(second)))
      .map((second) => ({ name: `${first}+${second}`, parts: [first, second] })),
  )
}

/**
 * Reads `--cases`: names with commas between; `nothing`, a part, two parts as `worker+redis`, `singles`, `pairs` (of what dies), `all`.
 * @returns undefined if one of them is none
 */
export function readCases(text: string): DeathCase[] | undefined {
  const found = text.split(',').map((name) => casesOf(name.trim()))
  return found.every((cases) => cases !== undefined) ? found.flat() : undefined
}

function casesOf(name: string): DeathCase[] | undefined {
  const singles = PARTS.map((part): DeathCase => ({ name: part, parts: [part] }))
  if (name === 'singles') return [NOTHING, ...singles]
  if (name === 'pairs') return pairs()
  if (name === 'all') return [NOTHING, ...singles, ...pairs()]
  const sorted = name
    .split('+')
    .toSorted((a, b) => rank(a) - rank(b))
    .join('+')
  const one = [NOTHING, ...singles, ...pairs(PARTS)].find((known) => known.name === sorted)
  return one ? [one] : undefined
}

const rank = (name: string) => PARTS.findIndex((part) => part === name)
