import { expect, test } from 'vitest'
import { PARTS, pairs, readCases } from './parts.ts'

const named = (text: string) => readCases(text)?.map(({ name }) => name)

test('each two parts die together once, but for the two cuts of one cable', () => {
  const all = pairs().map(({ parts }) => parts.toSorted().join('+'))
  expect(new Set(all).size).toBe(all.length)
  const deaths = PARTS.length - 1
  expect(all).toHaveLength((deaths * (deaths - 1)) / 2 - 1)
  expect(all).not.toContain('cable5+cable60')
  expect(all.filter((name) => name.includes('drain'))).toEqual([])
})

test('cases are named one by one, in whatever order their parts are, or all that there are of a kind', () => {
  expect(named('worker')).toEqual(['worker'])
  expect(named('drain+signaling')).toEqual(['signaling+drain'])
  expect(named('redis+worker, nothing')).toEqual(['worker+redis', 'nothing'])
  expect(named('singles')).toEqual(['nothing', ...PARTS])
  expect(named('all')).toEqual(['nothing', ...PARTS, ...pairs().map(({ name }) => name)])
})

test.each(['', 'disk', 'worker+worker', 'worker+redis+node', 'worker,'])('%j is no case', (text) => {
  expect(readCases(text)).toBeUndefined()
})
