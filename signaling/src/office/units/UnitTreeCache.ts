import { createHash } from 'node:crypto'
import type { UnitTree } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { loadForest } from './loadForest.ts'
import { unitRevision } from './unitRevision.ts'

type Kept = { readonly revision: string; readonly body: string; readonly etag: string }

/** The tree of open units as it is sent, kept until a unit changes, in this process or another. */
export class UnitTreeCache {
  readonly #db: Kysely<Schema>
  #kept: Kept | null = null

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async read(): Promise<Kept> {
    const revision = await unitRevision(this.#db)
    if (this.#kept?.revision === revision) return this.#kept
    const forest = await loadForest(this.#db)
    const tree: UnitTree = {
      units: forest.inOrder
        .filter(({ open }) => open)
        .map(({ code, parentCode, kind, name }) => [code, parentCode, kind, name]),
    }
    const body = JSON.stringify(tree)
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
    this.#kept = { revision, body, etag }
    return this.#kept
  }
}
