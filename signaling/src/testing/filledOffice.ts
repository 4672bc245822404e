import { createHash, randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MeetingEvent, UnitCode } from '@diem-cau/signaling-contract'
import { onTestFinished } from 'vitest'
import { meetingId, schedule } from './people.ts'
import { emptyTarget, seedStore, temporaryFolder } from './temporaryStore.ts'
import { insertMany } from '../db/sql/insertMany.ts'
import type { Dialect } from '../db/migrations/columns.ts'
import { openStore, type Store } from '../db/engine/openStore.ts'
import { MeetingLogTable } from '../db/log/MeetingLogTable.ts'
import type { StoreTarget } from '../db/engine/storeTarget.ts'
import { withSnapshot } from '../db/transfer/Snapshot.ts'
import { writeLines } from '../db/transfer/tableLines.ts'

/** An office with something of everything: text that needs care, numbers, papers, keys, an audit log that only grows. */
export async function filledOffice(
  dialect: Dialect,
): Promise<{ target: StoreTarget; dataDir: string; store: Store; paper: string }> {
  const target = await emptyTarget(dialect)
  const dataDir = await temporaryFolder()
  const store = await openStore(target)
  onTestFinished(() => store.close().catch(() => {}))
  await seedStore(store)
  await insertMany(
    store.db,
    'unit',
    Array.from({ length: 2500 }, (_, n) => ({
      // Children before their parents, by their codes.
      code: UnitCode.parse(`w${String(2500 - n).padStart(4, '0')}`),
      parent_code: n === 0 ? schedule.hostUnit.code : UnitCode.parse(`w${String(2501 - n).padStart(4, '0')}`),
      kind: 'ward',
      name: `Phường "số" ${n}\n\\ 'nháy' 🏛`,
    })),
  )
  await store.db
    .insertInto('audit')
    .values({
      at: 2 ** 52,
      actor_id: null,
      actor_name: 'Hệ thống',
      action: 'signIn',
      subject_type: null,
      subject_id: null,
      subject_name: '',
      unit_code: null,
      ip: '::1',
      details: '{}',
      search: '',
    })
    .execute()
  const content = randomBytes(5000)
  const paper = createHash('sha256').update(content).digest('hex')
  await mkdir(join(dataDir, 'papers', paper.slice(0, 2)), { recursive: true })
  await writeFile(join(dataDir, 'papers', paper.slice(0, 2), paper), content)
  await writeFile(join(dataDir, 'seal.key'), 'the key')
  return { target, dataDir, store, paper: join('papers', paper.slice(0, 2), paper) }
}

/** The hash of each table's rows. */
export async function contentsOf(target: StoreTarget): Promise<Record<string, string>> {
  return withSnapshot(target, async (snapshot) => {
    const sums: Record<string, string> = {}
    for (const table of snapshot.tables) sums[table.name] = (await writeLines(snapshot, table)).sha256
    return sums
  })
}

/** A meeting begins in that store. */
export const beginMeeting = async (store: Store) =>
  new MeetingLogTable(store.db).append(meetingId, [
    {
      seq: 1,
      at: Date.now(),
      actor: null,
      requestId: null,
      event: MeetingEvent.parse({ type: 'meetingOpened', title: schedule.title, hostUnit: schedule.hostUnit }),
    },
  ])
