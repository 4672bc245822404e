import { expect, test } from 'vitest'
import { JoinsUnderWay } from './JoinsUnderWay.ts'

test('6.8 a join counts from when it is asked until the node reports after its answer', () => {
  const joins = new JoinsUnderWay<string>()
  const [first, second] = [joins.count('node'), joins.count('node')]
  expect([joins.of('node'), joins.of('another')]).toEqual([2, 0])
  first()
  expect(joins.of('node'), 'the last report does not have it').toBe(2)
  joins.reported('node')
  expect(joins.of('node'), 'the second is not answered').toBe(1)
  second()
  joins.reported('node')
  expect(joins.of('node')).toBe(0)
})
