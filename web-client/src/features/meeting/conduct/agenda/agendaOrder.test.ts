import {
  initialConduct,
  initialState,
  ItemId,
  MeetingId,
  type AgendaPoint,
  ParticipantId,
  reduceConduct,
} from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { inOrder } from './agendaOrder.ts'

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => ItemId.parse(id)) as [ItemId, ItemId, ItemId, ItemId]
const point = (itemId: ItemId): AgendaPoint => ({
  itemId,
  title: itemId,
  presenter: '',
  minutes: 5,
  status: 'waiting',
  startedAt: null,
  spentMs: 0,
  conclusion: '',
})

test('11.2 what is shown while an order is asked for is what the server makes of it, also with a point that came meanwhile', () => {
  const conduct = { ...initialConduct, agenda: [a, b, c, d].map(point) }
  const wished = [c, a, b]
  const reduced = reduceConduct(
    conduct,
    { type: 'itemsOrdered', itemIds: wished, by: ParticipantId.parse('p') },
    1,
    initialState(MeetingId.parse('m')).hostUnit,
  ).agenda
  expect(inOrder(conduct.agenda, wished)).toEqual(reduced)
  expect(reduced.map(({ itemId }) => itemId)).toEqual([c, a, b, d])
})
