import { expect, test } from 'vitest'
import { afterMoved } from './queueOrder.ts'

const queue = ['a', 'b', 'c', 'd']

/** Moves as the server does with `floor:move` (SPEC 8.3). */
function moved(from: number, to: number): string[] {
  const before = afterMoved(queue, from, to)
  const [id] = queue.slice(from, from + 1)
  const rest = queue.toSpliced(from, 1)
  return rest.toSpliced(before === null ? rest.length : rest.indexOf(before), 0, id ?? '')
}

test('8.3 what is moved takes the place of another, from above and from below, to both ends', () => {
  expect(moved(0, 2)).toEqual(['b', 'c', 'a', 'd'])
  expect(moved(0, 3)).toEqual(['b', 'c', 'd', 'a'])
  expect(moved(3, 1)).toEqual(['a', 'd', 'b', 'c'])
  expect(moved(3, 0)).toEqual(['d', 'a', 'b', 'c'])
  expect(moved(1, 2)).toEqual(['a', 'c', 'b', 'd'])
})
