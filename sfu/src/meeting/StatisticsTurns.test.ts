import { expect, test } from 'vitest'
import { StatisticsTurns } from './StatisticsTurns.ts'

const some = (count: number) => Array.from({ length: count }, (_, index) => ({ index }))
const countsOf = (rounds: readonly (readonly object[])[], all: readonly object[]) =>
  all.map((one) => rounds.filter((round) => round.includes(one)).length)

test('of 85 endpoints a share has its turn each second, and each of them within ten', () => {
  const [turns, all] = [new StatisticsTurns(), some(85)]
  const rounds = Array.from({ length: 10 }, () => turns.next(all))
  expect(Math.max(...rounds.map(({ length }) => length))).toBe(9)
  expect(Math.min(...countsOf(rounds, all))).toBe(1)
})

test('of few each has it every other second', () => {
  const [turns, all] = [new StatisticsTurns(), some(3)]
  expect(
    countsOf(
      Array.from({ length: 10 }, () => turns.next(all)),
      all,
    ),
  ).toEqual([5, 5, 5])
})

test('who comes has it at once; who is gone is asked no more', () => {
  const [turns, all] = [new StatisticsTurns(), some(60)]
  for (let round = 0; round < 10; round += 1) turns.next(all)
  const newcomer = { index: 60 }
  expect(turns.next([...all, newcomer])).toContain(newcomer)
  expect(turns.next([newcomer])).toEqual([])
  expect(turns.next([newcomer])).toEqual([newcomer])
})
