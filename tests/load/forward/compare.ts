import { percentile } from '../../support/percentile.ts'

/** The middle one of several values, and the smallest and greatest. */
export interface Spread {
  readonly p50: number
  readonly from: number
  readonly to: number
}

export function spreadOf(values: readonly number[]): Spread {
  return { p50: round(percentile(values, 0.5)), from: round(Math.min(...values)), to: round(Math.max(...values)) }
}

/** Divides each block's value by that of the same block, because the machine drifts from block to block. */
export function ratioOf(values: readonly number[], through: readonly number[]): Spread {
  return spreadOf(values.flatMap((value, block) => (through[block] === undefined ? [] : [value / through[block]])))
}

/** The list begun at another place each time, so that no one always comes first. */
export function inTurn<T>(items: readonly T[], block: number): T[] {
  const first = block % Math.max(1, items.length)
  return [...items.slice(first), ...items.slice(0, first)]
}

const round = (value: number) => Math.round(value * 100) / 100
