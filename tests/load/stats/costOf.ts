import { percentile } from '../../support/percentile.ts'

/** One block: what a process spent in it, for what it did. */
export interface Block {
  readonly isOn: boolean
  /** CPU time a second, or a packet. */
  readonly cost: number
}

/** Whether it is on in each of so many blocks: on, off, off, on, so that what grows with time falls on both alike. */
export const turns = (blocks: number): boolean[] => Array.from({ length: blocks }, (_, n) => n % 4 === 0 || n % 4 === 3)

/** `extra`: in the unit of the blocks; `pct`: in percent of what there is without it; `pairs`: all that `pct` is the middle of. */
export interface Cost {
  readonly extra: number
  readonly pct: number
  readonly pairs: readonly number[]
}

/**
 * What it costs to have it on: of each two blocks that follow each other, the middle one of these.
 * @throws RangeError without a pair
 */
export function costOf(blocks: readonly Block[]): Cost {
  const pairs: number[] = []
  const extras: number[] = []
  for (let n = 0; n + 1 < blocks.length; n += 2) {
    const [one, other] = [blocks[n], blocks[n + 1]]
    const [on, off] = one?.isOn ? [one, other] : [other, one]
    if (!on?.isOn || !off || off.isOn) continue
    extras.push(on.cost - off.cost)
    pairs.push((on.cost / off.cost - 1) * 100)
  }
  if (pairs.length === 0) throw new RangeError('no block with and without it follow each other')
  return { extra: percentile(extras, 0.5), pct: percentile(pairs, 0.5), pairs }
}
