import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { loadForest } from './loadForest.ts'
import { unitRevision } from './unitRevision.ts'
import type { UnitForest } from './UnitForest.ts'

const kept = new WeakMap<Kysely<Schema>, { readonly revision: string; readonly forest: UnitForest }>()

/** All units as they are now, kept until one changes: to read, never to change. Ten thousand take some 20 ms to load. */
export async function readForest(db: Kysely<Schema>): Promise<UnitForest> {
  const revision = await unitRevision(db)
  const known = kept.get(db)
  if (known?.revision === revision) return known.forest
  const forest = await loadForest(db)
  kept.set(db, { revision, forest })
  return forest
}
