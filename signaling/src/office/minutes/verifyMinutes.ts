import { createHash } from 'node:crypto'
import type { MeetingId } from '@diem-cau/signaling-contract'
import type { MinutesFile, Verification } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { checkChain } from '../../store/chainedLog.ts'
import type { Schema } from '../../store/schema.ts'
import type { PaperFiles } from '../papers/PaperFiles.ts'
import { fixedHead, MinutesStore } from './MinutesStore.ts'

/**
 * Computes the chain of a meeting's log and the hashes of its fixed files anew (SPEC 13.2, 13.3). `now`: milliseconds since the epoch.
 * @throws MeetingError `storeUnavailable` when files cannot be read now: that says nothing of them
 */
export async function verifyMinutes(db: Kysely<Schema>, paperFiles: PaperFiles, meetingId: MeetingId, now: number): Promise<Verification> {
  const store = new MinutesStore(db)
  const row = await store.find(meetingId)
  const log = await checkChain(db, meetingId, row ? fixedHead(row) : null)
  const files = await store.files(meetingId)
  return { checkedAt: now, log, files: await Promise.all(files.map(async (file) => ({ kind: file.kind, state: await checkFile(paperFiles, file) }))) }
}

async function checkFile(paperFiles: PaperFiles, { sha256, bytes }: MinutesFile): Promise<'intact' | 'changed' | 'missing'> {
  const hash = createHash('sha256')
  let length = 0
  try {
    for await (const chunk of await paperFiles.read(sha256, 'whole')) {
      const part = chunk as Buffer
      length += part.length
      // A file that grew is another too, however much it grew.
      if (length > bytes) return 'changed'
      hash.update(part)
    }
  } catch (error) {
    if (isNotThere(error)) return 'missing'
    throw error
  }
  return hash.digest('hex') === sha256 ? 'intact' : 'changed'
}

function isNotThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
