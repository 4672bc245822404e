import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromLocal } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { describeStores, migratedTarget, seedStore, silent, temporaryFolder } from '../../testing/temporaryStore.ts'
import { openStore } from '../../db/engine/openStore.ts'
import { onTestFinished } from 'vitest'
import { Backups, type BackupsOptions } from './Backups.ts'
import { type BackupRun, BackupRunStore } from './BackupRunStore.ts'
import { nextBackup } from './nextBackup.ts'

const local = (text: string) => {
  const [date = '', time = ''] = text.split(' ')
  const at = fromLocal(date, time)
  if (at === null) throw new Error(text)
  return at
}
const HOUR = 3_600_000

const run = (day: string, startedAt: number, changes: Partial<BackupRun> = {}): BackupRun => ({
  day,
  attempt: 1,
  startedAt,
  endedAt: startedAt + 60_000,
  file: '/backup/x.tar.zst',
  failure: null,
  ...changes,
})

test.each<[what: string, now: string, runs: BackupRun[], isBusy: boolean, due: string | null]>([
  ['it is time', '2026-11-30 02:00', [], false, '2026-11-30 1'],
  ['it is not yet time', '2026-11-30 01:59', [run('2026-11-29', local('2026-11-29 02:00'))], false, null],
  ['it was made', '2026-11-30 03:00', [run('2026-11-30', local('2026-11-30 02:00'))], false, null],
  [
    'the server was off at night',
    '2026-11-30 08:00',
    [run('2026-11-28', local('2026-11-28 02:00'))],
    false,
    '2026-11-30 1',
  ],
  ['and people meet now', '2026-11-30 08:00', [run('2026-11-29', local('2026-11-29 02:00'))], true, null],
  ['for two days', '2026-11-30 08:00', [run('2026-11-28', local('2026-11-28 02:00'))], true, '2026-11-30 1'],
  [
    'it failed just now',
    '2026-11-30 02:30',
    [run('2026-11-30', local('2026-11-30 02:00'), { file: null, failure: 'x' })],
    false,
    null,
  ],
  [
    'it failed an hour ago',
    '2026-11-30 03:02',
    [run('2026-11-30', local('2026-11-30 02:00'), { file: null, failure: 'x' })],
    false,
    '2026-11-30 2',
  ],
  [
    'it is under way',
    '2026-11-30 03:02',
    [run('2026-11-30', local('2026-11-30 02:00'), { file: null, endedAt: null })],
    false,
    null,
  ],
  [
    'its process died',
    '2026-11-30 06:00',
    [run('2026-11-30', local('2026-11-30 02:00'), { file: null, endedAt: null })],
    false,
    '2026-11-30 2',
  ],
  [
    'it failed four times',
    '2026-11-30 09:00',
    [run('2026-11-30', local('2026-11-30 06:00'), { attempt: 4, file: null, failure: 'x' })],
    false,
    null,
  ],
])('22.10 a backup is due: %s', (_what, now, runs, isBusy, due) => {
  const found = nextBackup({ now: local(now), at: '02:00', runs, isBusy })
  expect(found && `${found.day} ${found.attempt}`).toBe(due)
})

describeStores((_, dialect) => {
  async function office(changes: Partial<BackupsOptions> = {}) {
    const dataDir = await temporaryFolder()
    const target = await migratedTarget(dialect, dataDir)
    const store = await openStore(target)
    onTestFinished(() => store.close())
    await seedStore(store)
    const folder = join(await temporaryFolder(), 'backups')
    const time = { now: local('2026-11-30 02:01') }
    const options: BackupsOptions = {
      settings: { folder, at: '02:00', keepDays: 3 },
      target,
      dataDir,
      processId: 'one',
      store: new BackupRunStore(store.db),
      isKeeper: () => true,
      isBusy: () => false,
      clock: () => time.now,
      logger: silent,
      ...changes,
    }
    return { backups: new Backups(options), options, folder, time, runs: options.store }
  }

  test('22.10 it is made in a thread, restored to see that it can be, and nothing else is left; the old ones go', async () => {
    const { backups, folder, runs } = await office()
    await mkdir(folder, { recursive: true })
    for (const name of ['diem-cau-2026-11-26.tar.zst', 'diem-cau-2026-11-27.tar.zst', 'truoc-0.3.0.tar.zst'])
      await writeFile(join(folder, name), 'x')
    await backups.look()
    expect(await runs.latest(1)).toMatchObject([{ day: '2026-11-30', failure: null }])
    expect((await readdir(folder)).toSorted()).toEqual([
      'diem-cau-2026-11-27.tar.zst',
      'diem-cau-2026-11-30.tar.zst',
      'truoc-0.3.0.tar.zst',
    ])
    expect(await backups.probe.ask()).toEqual({ backupAge: 0 })
  }, 30_000)

  test('22.10 of two processes that both look after it one makes it', async () => {
    let made = 0
    const make = async () => ({ file: `${(made += 1)}`, bytes: 1 })
    const { backups, options } = await office({ make })
    const other = new Backups({ ...options, processId: 'two' })
    await Promise.all([backups.look(), other.look()])
    expect(made).toBe(1)
  })

  test('22.11 one that fails is kept on record, and its age goes on growing from the last that is good', async () => {
    const outcomes = [{ file: 'a', bytes: 1 }, { failure: 'Ổ đĩa đầy' }]
    const { backups, time, runs } = await office({ make: async () => outcomes.shift() ?? { failure: 'again' } })
    await backups.look()
    time.now += 25 * HOUR
    await backups.look()
    expect(await runs.latest(1)).toMatchObject([{ failure: 'Ổ đĩa đầy', file: null }])
    time.now += HOUR * 2
    expect((await backups.probe.ask()).backupAge).toBeCloseTo(27 / 24)
  })

  test('22.10 a folder that cannot be written is said, and the next try finds nothing half done', async () => {
    const { backups, folder, runs } = await office()
    await writeFile(folder, 'a file where the folder should be')
    await backups.look()
    const [last] = await runs.latest(1)
    expect(last?.failure).toContain(folder)
  }, 30_000)
})
