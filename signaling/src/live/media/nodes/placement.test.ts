import { expect, test } from 'vitest'
import { type NodeChoice, placement } from './placement.ts'

type Choice = NodeChoice & { readonly name: string }

/** @param endpoints of each worker */
function node(
  name: string,
  { endpoints = [0], cpu = 0, region = '', draining = false, limit = null, ...rest }: Partial<Figures> = {},
): Choice {
  const workers = endpoints.map((count, index) => ({
    index,
    pid: 1,
    cpu,
    meetings: 0,
    endpoints: count,
    producers: 0,
    consumers: 0,
    bitrateIn: 0,
    bitrateOut: 0,
  }))
  const report = { region, limits: { meetings: null, endpoints: limit }, draining, workers }
  return { name, report, underWay: 0, carries: null, has: false, avoid: false, ...rest }
}
type Figures = {
  endpoints: number[]
  cpu: number
  region: string
  draining: boolean
  limit: number | null
  underWay: number
  carries: number | null
  has: boolean
  avoid: boolean
}

const order = (choices: Choice[], region = '') => placement(choices, region).map(({ name }) => name)

test('6.8 the least loaded comes first, by the worker that an endpoint would go to', () => {
  expect(order([node('busy', { cpu: 0.6 }), node('free')])).toEqual(['free', 'busy'])
  expect(order([node('even', { endpoints: [50, 50] }), node('uneven', { endpoints: [90, 10] })])).toEqual([
    'uneven',
    'even',
  ])
  expect(order([node('used', { endpoints: [0, 90] }), node('unused', { endpoints: [0, 0] })])).toEqual([
    'unused',
    'used',
  ])
})

test('6.8 the node that carries the meeting comes before freer ones, its home before the others', () => {
  const choices = [node('free'), node('second', { carries: 1 }), node('home', { carries: 0, endpoints: [85] })]
  expect(order(choices)).toEqual(['home', 'second', 'free'])
})

test('6.8 one with every worker full is taken when no other has room', () => {
  const home = node('home', { carries: 0, endpoints: [100, 120] })
  expect(order([home, node('free')])).toEqual(['free', 'home'])
  expect(order([node('home', { carries: 0, endpoints: [100, 20] }), node('free')]), 'a worker has room').toEqual([
    'home',
    'free',
  ])
  expect(order([node('hot', { carries: 0, cpu: 0.9 }), node('free')])).toEqual(['free', 'hot'])
  expect(order([node('sized', { carries: 0, endpoints: [7], limit: 7 }), node('free')])).toEqual(['free', 'sized'])
})

test('6.8 joins under way count at once', () => {
  expect(order([node('home', { carries: 0, endpoints: [90], underWay: 10 }), node('free')])).toEqual(['free', 'home'])
  expect(order([node('sized', { endpoints: [3], limit: 7, underWay: 4 }), node('free', { cpu: 0.5 })])).toEqual([
    'free',
    'sized',
  ])
})

test('6.8 a node of the region comes before one that carries the meeting elsewhere, but not when it is full', () => {
  const far = node('far', { carries: 0, region: 'ha-noi' })
  expect(order([far, node('near', { region: 'can-tho' })], 'can-tho')).toEqual(['near', 'far'])
  expect(order([far, node('near', { region: 'can-tho', endpoints: [100] })], 'can-tho')).toEqual(['far', 'near'])
  expect(order([far, node('near', { region: 'can-tho' })]), 'anywhere').toEqual(['far', 'near'])
})

test('6.8 one that drains takes nothing of a meeting that it does not carry, and of its own only when nobody else can', () => {
  const [drains, free] = [node('drains', { draining: true, carries: 0 }), node('free')]
  expect(order([drains, free])).toEqual(['free', 'drains'])
  expect(order([node('drains', { draining: true }), node('dead', { endpoints: [] })])).toEqual([])
})

test('6.8 an endpoint that is made anew stays where it is, unless another node is wanted', () => {
  const there = node('there', { has: true, carries: 1, endpoints: [100] })
  expect(order([node('home', { carries: 0 }), there])).toEqual(['there', 'home'])
  expect(order([node('home', { carries: 0 }), { ...there, avoid: true }])).toEqual(['home', 'there'])
  expect(order([{ ...there, avoid: true }]), 'better than none').toEqual(['there'])
})
