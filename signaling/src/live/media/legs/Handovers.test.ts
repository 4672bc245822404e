import { expect, test } from 'vitest'
import { producerOf } from '../../../testing/people.ts'
import { Handovers } from './Handovers.ts'

const [first, second, third] = [producerOf('a', 'mic'), producerOf('a', 'mic', 2), producerOf('a', 'mic', 3)]

test('5.14 what was replaced twice while it flows is found through both', () => {
  const handovers = new Handovers()
  handovers.add(first, second)
  handovers.add(second, third)
  expect(handovers.formersOf(third)).toEqual([second, first])
  expect([first, second, third].map((id) => handovers.isFading(id))).toEqual([true, true, false])
  expect([first, second, third].map((id) => handovers.newestOf(id))).toEqual([third, third, third])
  handovers.end([first])
  expect(handovers.formersOf(third)).toEqual([second])
})

test('a successor that ends leaves nothing behind', () => {
  const handovers = new Handovers()
  handovers.add(first, second)
  handovers.end([second])
  expect([handovers.isFading(first), handovers.formersOf(second)]).toEqual([false, []])
})
