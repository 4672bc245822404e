import { NodeId } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { wayTo } from './wayTo.ts'

const node = (n: number) => ({ nodeId: NodeId.parse(`node-${n}`), url: `http://node-${n}` })
const nodes = (count: number) => Array.from({ length: count }, (_, n) => node(n))

test('6.9 among a few nodes each takes straight from each', () => {
  expect(wayTo(node(1), node(2), nodes(8))).toEqual([node(2)])
  expect(wayTo(node(1), node(2), []), 'whether or not they carry it').toEqual([node(2)])
})

test('6.9 among many they take over the home, which takes straight from each, and they from it', () => {
  expect(wayTo(node(1), node(2), nodes(9))).toEqual([node(0), node(2)])
  expect(wayTo(node(0), node(2), nodes(9))).toEqual([node(2)])
  expect(wayTo(node(1), node(0), nodes(9))).toEqual([node(0)])
})
