import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { warmUp } from './warmUp.ts'

test('made-up meetings are held to their end: every room comes in, sees the chair, and leaves nothing behind', async () => {
  const folders = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('diem-cau-warm-up-'))
  const before = await folders()
  await warmUp()
  expect(await folders()).toEqual(before)
})
