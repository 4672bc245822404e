import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/temporaryStore.ts'
import { type Promised, PromisedUploads } from './PromisedUploads.ts'

const GIB = 1024 ** 3
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'begun',
    (error: { code: string }) => error.code,
  )

/** Uploads of a folder that are put on the disk at once; `free` bytes are there besides. */
async function uploads(free: number) {
  const folder = await temporaryFolder()
  const onDisk: Promised[] = []
  const promised = new PromisedUploads({
    folder,
    list: async () => onDisk,
    remove: async (id) =>
      void onDisk.splice(
        onDisk.findIndex((upload) => upload.id === id),
        1,
      ),
    free: async () => free,
  })
  let made = 0
  return {
    onDisk,
    folder,
    begin: (owner: string, bytes: number, id = `${(made += 1)}`) => codeOf(promised.begin({ id, owner, bytes })),
    write: async (upload: Promised, there: number, at = new Date()) => {
      onDisk.push(upload)
      await writeFile(join(folder, upload.id), Buffer.alloc(there))
      await utimes(join(folder, upload.id), at, at)
    },
  }
}

test('what is promised counts, also to those who begin at the same moment: no more is let in than there is room for', async () => {
  const { begin } = await uploads(2 * GIB)
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => begin(`person ${n}`, 0.2 * GIB)))
  expect(answers.filter((answer) => answer === 'begun')).toHaveLength(4)
  expect(answers.filter((answer) => answer === 'storeUnavailable')).toHaveLength(6)
})

test('what is written already takes its room on the disk, and none besides', async () => {
  const { begin, write } = await uploads(1.5 * GIB)
  await write({ id: 'half', owner: 'a', bytes: 1_000_000 }, 1_000_000)
  expect(await begin('b', 0.5 * GIB - 1)).toBe('begun')
  expect(await begin('b', 1)).toBe('storeUnavailable')
})

test('one person begins 20 at once and no more; others go on', async () => {
  const { begin } = await uploads(100 * GIB)
  const answers = await Promise.all(Array.from({ length: 25 }, () => begin('a', 1000)))
  expect(answers.filter((answer) => answer === 'begun')).toHaveLength(20)
  expect(answers.at(-1)).toBe('tooManyUploads')
  expect(await begin('b', 1000)).toBe('begun')
})

test('what somebody left lying gives way to what they begin now, the oldest first', async () => {
  const { begin, write, onDisk } = await uploads(100 * GIB)
  for (let n = 0; n < 20; n += 1)
    await write({ id: `left ${n}`, owner: 'a', bytes: 1000 }, 10, new Date(Date.now() - 3_600_000 - n * 1000))
  expect(await begin('a', 1000)).toBe('begun')
  expect(onDisk.map(({ id }) => id)).toEqual(Array.from({ length: 19 }, (_, n) => `left ${n}`))
})
