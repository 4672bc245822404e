import { expect, test } from 'vitest'
import { droppedBefore } from './queueOrder.ts'

const queue = ['a', 'b', 'c', 'd']

/** The same as the server does with `floor:move` (SPEC 8.3). */
function moved(dragged: string, onto: string): string[] {
  const before = droppedBefore(queue, dragged, onto)
  if (before === undefined) return queue
  const rest = queue.filter((id) => id !== dragged)
  return rest.toSpliced(before === null ? rest.length : rest.indexOf(before), 0, dragged)
}

test('8.3 what is dropped onto another takes its place, from above and from below, to both ends', () => {
  expect(moved('a', 'c')).toEqual(['b', 'c', 'a', 'd'])
  expect(moved('a', 'd')).toEqual(['b', 'c', 'd', 'a'])
  expect(moved('d', 'b')).toEqual(['a', 'd', 'b', 'c'])
  expect(moved('d', 'a')).toEqual(['d', 'a', 'b', 'c'])
})

test('dropped where it was, or when one of the two has left the queue, nothing is asked', () => {
  expect(droppedBefore(queue, 'b', 'b')).toBeUndefined()
  expect(droppedBefore(queue, 'x', 'b')).toBeUndefined()
  expect(droppedBefore(queue, 'b', 'x')).toBeUndefined()
})
