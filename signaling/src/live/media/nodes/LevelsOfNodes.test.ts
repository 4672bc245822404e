import { ProducerId } from '@diem-cau/sfu-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LevelsOfNodes } from './LevelsOfNodes.ts'

const level = (name: string, dBov: number) => ({ producerId: ProducerId.parse(name), dBov })
const [a, b] = [level('a', -30), level('b', -20)]

function levels() {
  const told: string[][] = []
  const merged = new LevelsOfNodes<string>((list) => told.push(list.map(({ producerId }) => producerId)))
  return { merged, told }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('6.8 what one node hears is told as it says it', () => {
  const { merged, told } = levels()
  merged.heard('one', [a])
  merged.heard('one', [a, b])
  merged.heard('one', [])
  expect(told).toEqual([['a'], ['b', 'a'], []])
})

test('6.8 what several nodes hear is one list, loudest first, told at most four times a second', () => {
  const { merged, told } = levels()
  merged.heard('one', [a])
  merged.heard('two', [b])
  merged.heard('one', [a])
  expect(told).toEqual([['a']])
  vi.advanceTimersByTime(250)
  expect(told).toEqual([['a'], ['b', 'a']])
  vi.advanceTimersByTime(250)
  merged.heard('two', [])
  expect(told.at(-1), 'the other one goes on').toEqual(['a'])
  merged.drop('one')
  expect(told.at(-1)).toEqual([])
  merged.close()
})
