import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readTable } from './readTable.ts'
import type { Sheet } from './Sheet.ts'
import { TableThread } from './TableThread.ts'
import { writeTable } from './writeTable.ts'

const table = (rows: number, name = 'Người dùng'): Sheet => ({
  name,
  columns: [
    { title: 'Họ và tên', width: 30 },
    { title: 'Thư điện tử', width: 30 },
    { title: 'Điện thoại', width: 20 },
  ],
  rows: Array.from({ length: rows }, (_, n) => [`Nguyễn Văn Số ${n}`, `can.bo.${n}@example.vn`, `0292 3822 ${n}`]),
})
const columns = [
  { key: 'name', vi: 'Họ và tên', en: 'Name', required: true, text: true, width: 30 },
  { key: 'email', vi: 'Thư điện tử', en: 'E-mail', required: true, text: false, width: 30 },
  { key: 'phone', vi: 'Điện thoại', en: 'Telephone', required: true, text: false, width: 20 },
] as const

/** The longest time, in milliseconds, for which nothing else had its turn. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let [longest, since] = [0, performance.now()]
  const until = { isDone: false }
  const done = work().finally(() => (until.isDone = true))
  const look = () => {
    const now = performance.now()
    longest = Math.max(longest, now - since)
    since = now
  }
  while (!until.isDone) {
    await setImmediate()
    look()
  }
  await done
  look()
  return longest
}

test('a table of ten thousand rows is the same as if made here, and whatever else there is to do goes on meanwhile', async () => {
  const thread = new TableThread()
  const sheets = [table(10_000), table(3, 'Khác')] as const
  const here = await longestBlock(() => writeTable('xlsx', sheets))
  // It starts with the first one.
  await thread.make('csv', [table(1)])
  let file: Buffer = Buffer.alloc(0)
  const beside = await longestBlock(async () => (file = await thread.make('xlsx', sheets)))
  expect(beside, `${here} ms in one piece`).toBeLessThan(here / 3)
  const { rows, problems } = await readTable({ xlsx: file }, columns)
  expect([rows.length, problems, rows.at(-1)?.cells]).toEqual([
    10_000,
    [],
    { name: 'Nguyễn Văn Số 9999', email: 'can.bo.9999@example.vn', phone: '0292 3822 9999' },
  ])
  expect(await thread.make('csv', [table(300)])).toEqual(await writeTable('csv', [table(300)]))
})

test('tables that are asked for at once come each to who asked; one that cannot be made fails alone', async () => {
  const thread = new TableThread()
  const [first, failed, second] = await Promise.allSettled([
    thread.make('csv', [table(2)]),
    thread.make('xlsx', []),
    thread.make('csv', [table(5)]),
  ])
  expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'internal' } })
  expect(
    [first, second].map((made) => made.status === 'fulfilled' && made.value.toString().split('\r\n').length),
  ).toEqual([4, 7])
})

test('one that takes too long is given up with its thread, and the next is made all the same', async () => {
  const thread = new TableThread(1)
  await expect(thread.make('xlsx', [table(20_000)])).rejects.toMatchObject({ code: 'tooLarge' })
  const patient = new TableThread()
  expect((await patient.make('csv', [table(1)])).length).toBeGreaterThan(0)
  await expect(thread.make('xlsx', [table(20_000)]), 'another thread was started').rejects.toMatchObject({
    code: 'tooLarge',
  })
})
