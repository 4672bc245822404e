import { expect, test } from 'vitest'
import { type Count, leftBehind, trendsOf } from './Census.ts'

const count = (rssMb: number, consumers = 0): Count => ({
  rssMb,
  handles: 20,
  ports: 2,
  endpoints: 0,
  producers: 0,
  consumers,
})
const at = (minute: number, one: Count) => [minute * 60_000, new Map([['sfu-1', one]])] as const

test('memory has a slope, and what nobody holds any more is not left behind', () => {
  const samples = [at(0, count(100, 50)), at(1, count(101, 60)), at(2, count(102, 50))]
  const [trend] = trendsOf({ before: new Map([['sfu-1', count(80)]]), samples, after: new Map([['sfu-1', count(90)]]) })
  expect(trend?.rssMb).toEqual({ first: 100, last: 102, perHour: 60, r2: 1 })
  expect(trend?.perHour).toEqual({ handles: 0, ports: 0, endpoints: 0, producers: 0, consumers: 0 })
  expect(trend && leftBehind([trend])).toBe(0)
})

test('what is there after everybody left and was not before is left behind', () => {
  const trends = trendsOf({
    before: new Map([['sfu-1', count(80)]]),
    samples: [],
    after: new Map([['sfu-1', { ...count(80, 3), ports: 4 }]]),
  })
  expect(trends[0]?.left).toEqual({ handles: 0, ports: 2, endpoints: 0, producers: 0, consumers: 3 })
  expect(leftBehind(trends)).toBe(5)
})
