import type { Health } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { noOrder, stableOrder } from './stableOrder.ts'

/** `a:good` is an item of that name and health. */
const items = (...words: string[]) =>
  words.map((word) => {
    const [name = '', health = 'good'] = word.split(':')
    return { id: name, name, health: health as Health }
  })

test('the worst comes first, what could not be read before what is well, and the rest by name', () => {
  const { ids } = stableOrder(noOrder, items('d', 'c:weak', 'b:unknown', 'a', 'e:bad'), false)
  expect(ids).toEqual(['e', 'c', 'b', 'a', 'd'])
})

test('names are put in order as Vietnamese does, numbers by their value', () => {
  const { ids } = stableOrder(noOrder, items('Phòng 10', 'Đông', 'Phòng 9', 'An'), false)
  expect(ids).toEqual(['An', 'Đông', 'Phòng 9', 'Phòng 10'])
})

test('nothing moves while no health changes', () => {
  const before = stableOrder(noOrder, items('a', 'b:bad'), false)
  expect(stableOrder(before, items('b:bad', 'a'), false)).toBe(before)
})

test('a health that changes puts it in its place', () => {
  const before = stableOrder(noOrder, items('a', 'b', 'c'), false)
  expect(stableOrder(before, items('a', 'b', 'c:weak'), false).ids).toEqual(['c', 'a', 'b'])
})

test('nothing moves under the pointer, and all is in its place once it has left', () => {
  const before = stableOrder(noOrder, items('a', 'b', 'c'), false)
  const held = stableOrder(before, items('a', 'b', 'c:bad'), true)
  expect(held).toBe(before)
  expect(stableOrder(held, items('a', 'b', 'c:bad'), false).ids).toEqual(['c', 'a', 'b'])
})

test('what comes under the pointer stands at the end, what goes leaves the others in their order', () => {
  const before = stableOrder(noOrder, items('a', 'b', 'c'), false)
  const held = stableOrder(before, items('a', 'c', 'n:bad', 'm'), true)
  expect(held.ids).toEqual(['a', 'c', 'n', 'm'])
  expect(stableOrder(held, items('a', 'c', 'n:bad', 'm'), true), 'again').toBe(held)
  expect(stableOrder(held, items('a', 'c', 'n:bad', 'm'), false).ids).toEqual(['n', 'a', 'c', 'm'])
})

test('the first order is made even under the pointer', () => {
  expect(stableOrder(noOrder, items('b', 'a'), true).ids).toEqual(['a', 'b'])
})
