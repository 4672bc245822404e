import { expect, test } from 'vitest'
import { asks, itemId, opened } from '../../../testing/conduct.ts'
import { after, refusal } from '../../../testing/people.ts'

test('11.1 one item is the current one; its clock stops with the next and adds up', () => {
  const state = after(
    ...opened,
    asks('secretary', 'agenda:start', { itemId: itemId(1) }),
    asks('secretary', 'agenda:start', { itemId: itemId(2) }),
  )
  expect(state.conduct.agenda.map((point) => point.status)).toEqual(['waiting', 'current'])
})

test('11.2 an item is closed with a conclusion that may be edited; rooms cannot', () => {
  const state = after(
    ...opened,
    asks('chair', 'agenda:close', { itemId: itemId(1), conclusion: 'Giao UBND các phường' }),
    asks('secretary', 'agenda:conclude', { itemId: itemId(1), conclusion: 'Giao UBND các phường thực hiện' }),
  )
  expect(state.conduct.agenda[0]).toMatchObject({ status: 'done', conclusion: 'Giao UBND các phường thực hiện' })
  expect(refusal(after(...opened), ...asks('a', 'agenda:start', { itemId: itemId(1) }))).toBe('forbidden')
})

test('11.2 an order that forgets an item is refused', () => {
  expect(refusal(after(...opened), ...asks('chair', 'agenda:order', { itemIds: [itemId(2)] }))).toBe('badRequest')
  expect(
    after(...opened, asks('chair', 'agenda:order', { itemIds: [itemId(2), itemId(1)] })).conduct.agenda.map(
      (point) => point.itemId,
    ),
  ).toEqual([itemId(2), itemId(1)])
})
