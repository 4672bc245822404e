import type { AccountId } from '@diem-cau/signaling-contract'
import type { PaperType } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'

// All that writes the table staged_paper: files on record that no paper is made of yet, or any more.

export type StagedEntry = {
  /** Id of the upload. */
  readonly id: string
  readonly accountId: AccountId
  readonly fileName: string
  readonly type: PaperType
  readonly bytes: number
  readonly sha256: string
  /** 0: it waits for no meeting, and the next sweep takes it. */
  readonly uploadedAt: number
}

export async function insertStaged(db: Kysely<Schema>, papers: readonly StagedEntry[]): Promise<void> {
  await insertMany(
    db,
    'staged_paper',
    papers.map(({ id, accountId, fileName, type, bytes, sha256, uploadedAt }) => ({
      id,
      account_id: accountId,
      file_name: fileName,
      type,
      bytes,
      sha256,
      uploaded_at: uploadedAt,
    })),
  )
}

/** Takes one that waits, for the meeting that is saved. @param since when it went up at the earliest; null = there is none */
export async function takeStaged(
  tx: Kysely<Schema>,
  { id, accountId }: Pick<StagedEntry, 'id' | 'accountId'>,
  since: number,
): Promise<Selectable<Schema['staged_paper']> | null> {
  const row = await tx
    .deleteFrom('staged_paper')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('uploaded_at', '>=', since)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

export async function deleteStaged(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('staged_paper').where('id', '=', id).execute()
}
