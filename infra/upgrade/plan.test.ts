import { expect, test } from 'vitest'
import type { Look } from './look.ts'
import { planOf } from './plan.ts'

const GB = 1e9
const seen: Look = {
  now: 1_800_000_000_000,
  dataDir: '/var/lib/diem-cau',
  next: '0.3.0',
  settings: {},
  signaling: { pid: 1, url: 'http://127.0.0.1:8080', settings: {}, version: '0.2.0', startedAt: '' },
  mediaNode: {
    pid: 2,
    url: 'http://127.0.0.1:40900',
    settings: {},
    secret: '',
    look: { nodeId: 'n', version: '0.2.0', endpoints: 85, draining: false },
  },
  store: {
    label: 'diem-cau.sqlite',
    bytes: GB,
    version: 22,
    known: 23,
    isReversible: true,
    meetings: ['Giao ban tuần'],
  },
  storeTrouble: null,
  certificate: { file: '/etc/cert.pem', host: 'hop.example.vn', isOfHost: true, daysLeft: 90 },
  papersBytes: 2 * GB,
  free: 20 * GB,
  backupFolder: '/backup',
  lastBackup: 1_800_000_000_000 - 3_600_000,
  backupFree: 20 * GB,
}
const text = (words: readonly { en: string }[]) => words.map(({ en }) => en).join('\n')

test('22.6 what would happen is said: versions, steps of the data, who is in a meeting, room and time', () => {
  const { facts, warnings, problems } = planOf(seen)
  for (const part of ['0.2.0', '0.3.0', '22 to 23 (1 step)', 'Giao ban tuần', '85 rooms are moved', 'min'])
    expect(text(facts)).toContain(part)
  expect([warnings, problems]).toEqual([[], []])
})

test('22.6 a disk without room for it, or for the backup before it, is said before anything is changed', () => {
  expect(text(planOf({ ...seen, free: GB }).problems)).toMatch(/too little room.*Nothing was changed/)
  expect(text(planOf({ ...seen, backupFree: GB }).problems)).toMatch(/no room for a backup/)
  const here = { ...seen, backupFolder: null, lastBackup: null, backupFree: null }
  expect(planOf(here).needs - planOf(seen).needs, 'it goes to the disk of the data then').toBe(3 * GB)
})

test('22.6 data of a newer version, or that cannot be read, keep it from being begun', () => {
  const trouble = { vi: 'mới hơn', en: 'made by a newer Diem Cau' }
  expect(planOf({ ...seen, store: null, storeTrouble: trouble }).problems).toEqual([trouble])
})

test('22.6 a certificate for another name, or one that has ended, is said: a start would read it, and nobody came in', () => {
  const certificate = { file: '/etc/cert.pem', host: 'hop.example.vn', isOfHost: false, daysLeft: 90 }
  expect(text(planOf({ ...seen, certificate }).problems)).toMatch(/not one of hop\.example\.vn/)
  const ended = { ...certificate, isOfHost: true, daysLeft: -1 }
  expect(text(planOf({ ...seen, certificate: ended }).problems)).toMatch(/has ended/)
})

test('22.6 backups that are old or not there, and a way that leads back only by a backup, are warned of', () => {
  const store = seen.store && { ...seen.store, isReversible: false }
  expect(text(planOf({ ...seen, store }).warnings)).toMatch(/restoring a backup/)
  expect(text(planOf({ ...seen, lastBackup: seen.now - 3 * 86_400_000 }).warnings)).toMatch(/3 days old/)
  expect(text(planOf({ ...seen, lastBackup: null }).warnings)).toMatch(/no backup/)
  expect(text(planOf({ ...seen, backupFolder: null }).warnings)).toMatch(/No daily backup/)
})
