import type { OptionId, Vote } from '@diem-cau/signaling-contract'

export interface VoteBar {
  readonly optionId: OptionId
  readonly label: string
  readonly count: number
  /** The share of the base, 0 to 1; of those who voted when there is no base. */
  readonly share: number
  readonly decides: boolean
}

/** The bars of a result, in the order of the options; empty while there is none. */
export function voteBars({ options, result, decides }: Vote): VoteBar[] {
  if (!result) return []
  const base = Math.max(result.base, result.cast, 1)
  return options.map(({ optionId, label }) => {
    const count = result.counts[optionId] ?? 0
    return { optionId, label, count, share: count / base, decides: optionId === decides }
  })
}

/** The number of votes that the deciding option needs of this base. */
export function votesNeeded({ rule }: Pick<Vote, 'rule'>, base: number): number {
  switch (rule.majority.kind) {
    case 'simple':
      return Math.floor(base / 2) + 1
    case 'twoThirds':
      return Math.ceil((base * 2) / 3)
    case 'custom':
      return Math.ceil((base * rule.majority.share.numerator) / rule.majority.share.denominator)
    default:
      return rule.majority satisfies never
  }
}

/** Votes with the newest first. */
export function newestFirst(votes: Readonly<Record<string, Vote>>): Vote[] {
  return Object.values(votes).toSorted((a, b) => b.openedAt - a.openedAt)
}
