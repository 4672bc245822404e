/** A value at a time in milliseconds. */
export type Point = readonly [at: number, value: number]

export interface Slope {
  readonly perHour: number
  /** Share of what the values vary that the line explains, 0 to 1; a small one: there is no trend, only noise. */
  readonly r2: number
}

const HOUR_MS = 3_600_000

/** The straight line through these with the least squares. Fewer than two have none. */
export function slope(points: readonly Point[]): Slope {
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))]
  const sum = (of: (point: Point) => number) => points.reduce((all, point) => all + of(point), 0)
  const xx = sum(([at]) => (at - x) ** 2)
  const yy = sum(([, value]) => (value - y) ** 2)
  const xy = sum(([at, value]) => (at - x) * (value - y))
  if (xx === 0) return { perHour: 0, r2: 0 }
  return { perHour: (xy / xx) * HOUR_MS, r2: yy === 0 ? 0 : xy ** 2 / (xx * yy) }
}
