import { METRICS, type ResourceKind } from '@diem-cau/signaling-contract/operations'
import { openStore } from '../../../signaling/src/db/engine/openStore.ts'
import { encodeBatch } from '../../../signaling/src/operations/journal/batchCodec.ts'
import type { Batch } from '../../../signaling/src/operations/journal/Batch.ts'
import { JournalStore } from '../../../signaling/src/operations/journal/JournalStore.ts'
import type { Points } from '../../../signaling/src/operations/tiers/Points.ts'
import { bytesOfMonth, HOUR } from '../../../signaling/src/testing/bytesOfMonth.ts'

/** The seconds that signaling wrote down from then up to now, as they are in the store. @param from seconds since the epoch */
export async function secondsSince(database: string, from: number): Promise<Batch[]> {
  const store = await openStore(database)
  try {
    const batches: Batch[] = []
    for await (const { batch } of new JournalStore(store.db).read(from, Math.floor(Date.now() / 1000) + 1))
      batches.push(batch)
    return batches
  } finally {
    await store.close()
  }
}

/**
 * Megabytes that a month of these takes: what was measured in these seconds is taken for every hour, packed and made longer as the server does it.
 * @throws RangeError if no room was measured
 */
export function monthOf(batches: readonly Batch[]): number {
  const series = new Map<number, { readonly kind: ResourceKind; readonly rows: (readonly (number | null)[])[] }>()
  for (const { entries } of batches)
    for (const { id, kind, samples } of entries) {
      if (kind === null) continue
      const own = series.get(id) ?? { kind, rows: [] }
      series.set(id, own)
      own.rows.push(...samples.map(({ values }) => values))
    }
  const measured = [...series.values()].filter(({ rows }) => rows.length > 0)
  const rooms = measured.filter(({ kind }) => kind === 'endpoint').map(hourOf)
  if (rooms.length === 0) throw new RangeError('no room was measured')
  const sizes = batches.map((batch) => encodeBatch(batch).length)
  return (
    bytesOfMonth({
      rooms,
      servers: measured.filter(({ kind }) => kind !== 'endpoint').map(hourOf),
      batch: sizes.reduce((sum, size) => sum + size, 0) / sizes.length,
    }) / 1e6
  )
}

function hourOf({ kind, rows }: { kind: ResourceKind; rows: readonly (readonly (number | null)[])[] }): Points {
  const value = METRICS[kind].map((_, index) =>
    Array.from({ length: HOUR }, (__, second) => rows[second % rows.length]?.[index] ?? null),
  )
  return { kind, value, max: value }
}
