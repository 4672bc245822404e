import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Schema } from '../../db/schema.ts'
import type { KeptPaperFiles } from './KeptPaperFiles.ts'
import { deleteStaged } from './stagedPaperTable.ts'

/** A paper waits so long for its meeting to be saved, in milliseconds (SPEC 11.5). */
export const STAGED_MS = 24 * 3_600_000

export type StagedPapersOptions = {
  readonly db: Kysely<Schema>
  readonly files: KeptPaperFiles
  readonly clock: () => number
  readonly logger: Pick<Logger, 'info' | 'warn'>
}

/** Files that no meeting has: of papers that went up for one that was never saved, of deleted drafts, of saves that failed. */
export class StagedPapers {
  readonly #options: StagedPapersOptions

  constructor(options: StagedPapersOptions) {
    this.#options = options
  }

  /** Removes those that waited too long, each unless it is also something else. Never fails: what stays is tried again. */
  async clean(): Promise<void> {
    const { db, files, clock, logger } = this.#options
    try {
      const old = await db
        .selectFrom('staged_paper')
        .select(['id', 'sha256'])
        .where('uploaded_at', '<', clock() - STAGED_MS)
        .execute()
      for (const { id, sha256 } of old) {
        // The file first: with its row gone nobody would look for it again.
        await files.removeUnnamed(sha256, () => isNamed(db, sha256, id))
        await deleteStaged(db, id)
      }
      const forgotten = await files.removeForgotten((sha256) => isNamed(db, sha256, null))
      if (old.length + forgotten > 0)
        logger.info(
          { papers: old.length, forgotten },
          'papers of meetings that were never saved, or deleted, are removed',
        )
    } catch (error) {
      logger.warn({ err: error }, 'papers that no meeting has could not be removed; tried again in an hour')
    }
  }
}

/** True if anything on record is this file: a version of a paper, what was made of one, minutes, one that waits, but for this one. */
async function isNamed(db: Kysely<Schema>, sha256: string, stagedId: string | null): Promise<boolean> {
  const found = await Promise.all([
    db.selectFrom('paper_version').select('sha256').where('sha256', '=', sha256).limit(1).executeTakeFirst(),
    db.selectFrom('paper_rendition').select('sha256').where('sha256', '=', sha256).limit(1).executeTakeFirst(),
    db.selectFrom('minutes_issue_file').select('sha256').where('sha256', '=', sha256).limit(1).executeTakeFirst(),
    db
      .selectFrom('staged_paper')
      .select('sha256')
      .where('sha256', '=', sha256)
      .$if(stagedId !== null, (query) => query.where('id', '!=', stagedId))
      .limit(1)
      .executeTakeFirst(),
  ])
  return found.some((row) => row !== undefined)
}
