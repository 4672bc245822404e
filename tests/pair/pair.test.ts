import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Office } from './Office.ts'
import { Pair, type PairOptions } from './Pair.ts'

let office: Office
let pair: Pair | null = null

beforeAll(async () => {
  office = await Office.open()
})
afterAll(() => office.close())
afterEach(() => pair?.close())

async function open(options: PairOptions = {}): Promise<Pair> {
  pair = await Pair.open(office, options)
  return pair
}

test('3.1, 5.8 whoever was prepared at the door joins with that', async () => {
  const pair = await open()
  pair.tabs.chair.enter()
  await pair.until('the chair is in', () => pair.tabs.chair.phase.kind === 'inMeeting')
  await pair.heal()
  console.log(pair.watch.diary.join('\n'))
  expect(await pair.wrong()).toEqual([])
})
