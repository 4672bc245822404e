import { initialConduct, ItemId, type AgendaPoint, ParticipantId, reduceConduct } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { inOrder, movedItem, movedOnto } from './agendaOrder.ts'

const ids = ['a', 'b', 'c', 'd'].map((id) => ItemId.parse(id))
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => ItemId.parse(id)) as [ItemId, ItemId, ItemId, ItemId]
const point = (itemId: ItemId): AgendaPoint => ({ itemId, title: itemId, presenter: '', minutes: 5, status: 'waiting', startedAt: null, spentMs: 0, conclusion: '' })

test('11.2 a point moves by one place, and not past the ends', () => {
  expect(movedItem(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c'])
  expect(movedItem(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b'])
  expect([movedItem(['a'], 'a', 1), movedItem(['a', 'b'], 'a', -1), movedItem(['a'], 'x', 1)]).toEqual([null, null, null])
})

test('11.2 a point that is dropped on another takes its place, upwards and downwards', () => {
  expect(movedOnto(ids, 'd', 'b')).toEqual([a, d, b, c])
  expect(movedOnto(ids, 'a', 'c')).toEqual([b, c, a, d])
})

test('11.2 a point that is dropped on itself, or nowhere, asks for nothing', () => {
  expect([movedOnto(ids, 'b', 'b'), movedOnto(ids, 'b', null), movedOnto(ids, 'x', 'b')]).toEqual([null, null, null])
})

test('11.2 what is shown while an order is asked for is what the server makes of it, also with a point that came meanwhile', () => {
  const conduct = { ...initialConduct, agenda: [a, b, c, d].map(point) }
  const wished = [c, a, b]
  const reduced = reduceConduct(conduct, { type: 'itemsOrdered', itemIds: wished, by: ParticipantId.parse('p') }, 1).agenda
  expect(inOrder(conduct.agenda, wished)).toEqual(reduced)
  expect(reduced.map(({ itemId }) => itemId)).toEqual([c, a, b, d])
})
