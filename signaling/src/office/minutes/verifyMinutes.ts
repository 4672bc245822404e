import { createHash } from 'node:crypto'
import type { MeetingId } from '@diem-cau/signaling-contract'
import type { MinutesFile, Verification } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { checkChain } from '../../db/log/chainedLog.ts'
import type { Schema } from '../../db/schema.ts'
import type { PaperFiles } from '../papers/PaperFiles.ts'
import { MinutesStore, type StoredIssue } from './MinutesStore.ts'

/**
 * Computes the chain of a meeting's log and the hashes of the fixed files of all its issues anew (SPEC 13.2, 13.3). `now`:
 * milliseconds since the epoch.
 * @throws MeetingError `storeUnavailable` when files cannot be read now: that says nothing of them
 */
export async function verifyMinutes(
  db: Kysely<Schema>,
  paperFiles: PaperFiles,
  meetingId: MeetingId,
  now: number,
): Promise<Verification> {
  const issues = (await new MinutesStore(db).issues(meetingId)).toReversed()
  const log = await checkLog(db, meetingId, issues)
  const files: Verification['files'] = []
  for (const { issue, files: own } of issues) {
    for (const file of own) files.push({ issue, kind: file.kind, state: await checkFile(paperFiles, file) })
  }
  return { checkedAt: now, log, issues: issues.every(followsOn) ? 'intact' : 'broken', files }
}

/** The log against the end that each issue was fixed with: what is wrong with one of them, else that it is right. */
async function checkLog(
  db: Kysely<Schema>,
  meetingId: MeetingId,
  issues: readonly StoredIssue[],
): Promise<Verification['log']> {
  const heads = new Map(issues.flatMap(({ log }) => (log ? [[log.hash, log] as const] : [])))
  let checked: Verification['log'] | null = null
  for (const head of heads.values()) {
    const state = await checkChain(db, meetingId, head)
    if (state.state !== 'intact') return state
    checked = state
  }
  return checked ?? checkChain(db, meetingId, null)
}

/** True when issues are counted from 1 without a gap, each naming the file of the one before. */
function followsOn({ issue, previous }: StoredIssue, index: number, all: readonly StoredIssue[]): boolean {
  const before = all[index - 1]?.files.find(({ kind }) => kind === 'json')
  return issue === index + 1 && previous === (before?.sha256 ?? null)
}

async function checkFile(
  paperFiles: PaperFiles,
  { sha256, bytes }: MinutesFile,
): Promise<'intact' | 'changed' | 'missing'> {
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
