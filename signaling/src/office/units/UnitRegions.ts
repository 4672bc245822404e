import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Schema } from '../../db/schema.ts'
import { branchRange } from '../../db/sql/unitPath.ts'
import { unitRevision } from './unitRevision.ts'

/** Changes of units are looked for this often, in milliseconds: by this process or another. */
const LOOK_MS = 10_000

/** Knows the region of each unit's branch, for whoever cannot wait for the store. */
export class UnitRegions {
  readonly #db: Kysely<Schema>
  readonly #logger: Logger
  readonly #timer: NodeJS.Timeout
  #revision = ''
  #regions: ReadonlyMap<UnitCode, string> = new Map()

  private constructor(db: Kysely<Schema>, logger: Logger) {
    this.#db = db
    this.#logger = logger
    this.#timer = setInterval(() => void this.#tryLook(), LOOK_MS).unref()
  }

  static async open(db: Kysely<Schema>, logger: Logger): Promise<UnitRegions> {
    const regions = new UnitRegions(db, logger)
    await regions.look()
    return regions
  }

  /** @returns the label of the unit, or of the nearest above it that has one; empty without any */
  of(code: UnitCode): string {
    return this.#regions.get(code) ?? ''
  }

  /** Reads them anew if any unit has changed. */
  async look(): Promise<void> {
    const revision = await unitRevision(this.#db)
    if (revision === this.#revision) return
    this.#regions = await readRegions(this.#db)
    this.#revision = revision
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #tryLook(): Promise<void> {
    try {
      await this.look()
    } catch (error) {
      this.#logger.warn({ err: error }, 'regions of units could not be read: those that were known still count')
    }
  }
}

/** Units that are in a branch with a label, each with the nearest one. */
async function readRegions(db: Kysely<Schema>): Promise<Map<UnitCode, string>> {
  const labelled = await db.selectFrom('unit').select(['path', 'region']).where('region', '!=', '').execute()
  const regions = new Map<UnitCode, string>()
  // A label further down has a longer path, and counts for what is below it.
  for (const { path, region } of labelled.toSorted((one, other) => one.path.length - other.path.length)) {
    const { from, to } = branchRange(path)
    const rows = await db.selectFrom('unit').select('code').where('path', '>=', from).where('path', '<', to).execute()
    for (const { code } of rows) regions.set(code, region)
  }
  return regions
}
