/** Numbers of which any may be unknown: null, which is never 0. */
const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)

/** @returns null when none of them is known */
export function sum(values: readonly (number | null)[]): number | null {
  const all = known(values)
  return all.length === 0 ? null : all.reduce((one, other) => one + other, 0)
}

export function total<T>(items: readonly T[], value: (item: T) => number | null): number | null {
  return sum(items.map(value))
}

export function mean(values: readonly (number | null)[]): number | null {
  const all = known(values)
  return all.length === 0 ? null : (sum(all) ?? 0) / all.length
}

export function most(values: readonly (number | null)[]): number | null {
  const all = known(values)
  return all.length === 0 ? null : Math.max(...all)
}

export function least(values: readonly (number | null)[]): number | null {
  const all = known(values)
  return all.length === 0 ? null : Math.min(...all)
}

/** The mean of values, each with its weight. */
export function weighted(values: readonly (readonly [number | null, number])[]): number | null {
  const all = values.flatMap(([value, weight]) => (value === null || weight <= 0 ? [] : [[value, weight] as const]))
  const weights = all.reduce((one, [, weight]) => one + weight, 0)
  return weights === 0 ? null : all.reduce((one, [value, weight]) => one + value * weight, 0) / weights
}

export function share(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole <= 0 ? null : Math.min(1, Math.max(0, part / whole))
}

/** @returns null without the first; what is not known of the other counts as nothing */
export const plus = (one: number | null, other: number | null) => (one === null ? null : one + (other ?? 0))
export const minus = (one: number | null, other: number | null) =>
  one === null ? null : Math.max(0, one - (other ?? 0))
export const kilobits = (bits: number | null) => (bits === null ? null : bits / 1000)
export const percent = (part: number | null) => (part === null ? null : part * 100)
export const milliseconds = (seconds: number | null) => (seconds === null ? null : seconds * 1000)
