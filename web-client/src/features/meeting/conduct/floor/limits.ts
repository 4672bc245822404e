/** Times that chairs give, in seconds. */
export const limits = [60, 120, 180, 300, 420, 600, 900, 1200] as const

/** Those times, and one that is set and not among them. */
export function limitsWith(seconds: number | null): number[] {
  const all = new Set<number>(limits)
  if (seconds !== null) all.add(seconds)
  return [...all].toSorted((a, b) => a - b)
}

/** Reads the value of a select; '': none. */
export const limitOf = (value: string): number | null => (value === '' ? null : Number(value))
