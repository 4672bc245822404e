import type { Fraction } from '@diem-cau/signaling-contract'

/** Shares of the units that officials ask for by a name. */
export const quorumChoices = {
  none: { numerator: 0, denominator: 1 },
  half: { numerator: 1, denominator: 2 },
  twoThirds: { numerator: 2, denominator: 3 },
  threeQuarters: { numerator: 3, denominator: 4 },
  all: { numerator: 1, denominator: 1 },
} as const satisfies Record<string, Fraction>
type QuorumChoice = keyof typeof quorumChoices

export const quorumNames: readonly QuorumChoice[] = ['none', 'half', 'twoThirds', 'threeQuarters', 'all']

/** Names a share, however it is written (2/4 is a half); null for one that has no name. */
export function quorumChoice({ numerator, denominator }: Fraction): QuorumChoice | null {
  return (
    quorumNames.find(
      (name) => quorumChoices[name].numerator * denominator === numerator * quorumChoices[name].denominator,
    ) ?? null
  )
}
