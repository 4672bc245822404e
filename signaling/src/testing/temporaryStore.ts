import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { AccountStore } from '../store/AccountStore.ts'
import { openStore, type Store } from '../store/openStore.ts'
import { ScheduleStore } from '../store/ScheduleStore.ts'
import { UnitStore } from '../store/UnitStore.ts'
import { accountOf, schedule } from './people.ts'

export const silent = pino({ level: 'silent' })

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'diem-cau-signaling-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A real database with the meeting of {@link schedule} in it. */
export async function temporaryStore(): Promise<Store & { file: string }> {
  const file = join(await temporaryFolder(), 'diem-cau.sqlite')
  const store = await openStore(file)
  onTestFinished(async () => {
    if (store.raw.isOpen) await store.close()
  })
  await new UnitStore(store.db).add([{ code: schedule.hostUnit.code, parentCode: null, kind: 'urban_district', name: schedule.hostUnit.name }])
  await new AccountStore(store.db).add(
    [{ id: accountOf('chair'), login: 'chair', name: 'Chủ tọa', unitCode: schedule.hostUnit.code, passwordHash: '-' }],
    0,
  )
  await new ScheduleStore(store.db).add({
    ...schedule,
    chairAccountId: accountOf('chair'),
    demo: false,
    seats: [{ accountId: accountOf('chair'), seat: 'chair', unit: schedule.hostUnit }],
  })
  return { ...store, file }
}
