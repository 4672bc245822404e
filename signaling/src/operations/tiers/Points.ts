import type { ResourceKind } from '@diem-cau/signaling-contract/operations'

/** Points of one chunk. */
export const CHUNK_POINTS = 60

/** One column for each metric, one value for each point; null = nothing was read. */
type Columns = readonly (readonly (number | null)[])[]

/** A column of which nothing was read yet. */
export const emptyColumn = (): (number | null)[] => Array<number | null>(CHUNK_POINTS).fill(null)

/** Points in time of one resource. `value` is what the metric's rule makes of a longer time, `max` the highest second in it. */
export type Points = { readonly kind: ResourceKind; readonly value: Columns; readonly max: Columns }
