import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/temporaryStore.ts'
import { DiskPaperFiles } from './DiskPaperFiles.ts'
import { KeptPaperFiles } from './KeptPaperFiles.ts'

const HOUR = 3_600_000
const content = Buffer.from('Báo cáo')
const sha256 = createHash('sha256').update(content).digest('hex')

async function start() {
  const folder = await temporaryFolder()
  const clock = { now: 0 }
  const files = new KeptPaperFiles(new DiskPaperFiles(folder), () => clock.now)
  const take = async () => {
    const path = join(folder, `upload-${clock.now}`)
    await writeFile(path, content)
    return files.take(path, sha256)
  }
  const read = async () => buffer(await files.read(sha256, 'whole'))
  return { clock, files, take, read }
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
