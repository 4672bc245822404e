import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/temporaryStore.ts'
import { DiskPaperFiles } from './DiskPaperFiles.ts'
import { KeptPaperFiles } from './KeptPaperFiles.ts'
import { TakenFiles } from './TakenFiles.ts'

const HOUR = 3_600_000
const content = Buffer.from('Báo cáo')
const sha256 = createHash('sha256').update(content).digest('hex')

async function start() {
  const folder = await temporaryFolder()
  const clock = { now: 0 }
  const open = () =>
    new KeptPaperFiles(new DiskPaperFiles(folder), new TakenFiles(join(folder, 'taken')), () => clock.now)
  const files = open()
  const take = async () => {
    const path = join(folder, `upload-${clock.now}`)
    await writeFile(path, content)
    return files.take(path, sha256)
  }
  const read = async () => buffer(await files.read(sha256, 'whole'))
  return { clock, files, open, take, read }
}

test('what nothing names is removed, what something names stays', async () => {
  const { clock, files, take, read } = await start()
  await take()
  clock.now = 2 * HOUR
  expect(await files.removeUnnamed(sha256, async () => true)).toBe(false)
  expect(await read()).toEqual(content)
  expect(await files.removeUnnamed(sha256, async () => false)).toBe(true)
  await expect(read()).rejects.toThrow('ENOENT')
  expect(await files.removeUnnamed(sha256, async () => false), 'also when it is not there').toBe(true)
})

test('whoever takes the same content while it is looked at, or just before, finds it there afterwards', async () => {
  const { clock, files, take, read } = await start()
  await take()
  clock.now = 2 * HOUR
  const taking: Promise<void>[] = []
  const removed = files.removeUnnamed(sha256, async () => {
    taking.push(take())
    return false
  })
  expect(await removed).toBe(true)
  await Promise.all(taking)
  expect(await read()).toEqual(content)
  clock.now += HOUR
  expect(await files.removeUnnamed(sha256, async () => false), 'its row is about to be written').toBe(false)
  expect(await read()).toEqual(content)
})

test('what was taken and never named is removed by whoever runs an hour later, also after a crash', async () => {
  const { clock, files, open, take, read } = await start()
  await take()
  expect(await files.removeForgotten(async () => false), 'its row is about to be written').toBe(0)
  expect(await read()).toEqual(content)
  clock.now = HOUR + 1
  const restarted = open()
  expect(await restarted.removeForgotten(async () => false)).toBe(1)
  await expect(read()).rejects.toThrow('ENOENT')
  expect(await restarted.removeForgotten(async () => false), 'once').toBe(0)
})

test('what is named by then stays, and is looked at no more', async () => {
  const { clock, files, take, read } = await start()
  await take()
  clock.now = HOUR + 1
  expect(await files.removeForgotten(async () => true)).toBe(0)
  expect(await files.removeForgotten(async () => false), 'it is on record now').toBe(0)
  expect(await read()).toEqual(content)
})
