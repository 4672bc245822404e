import { expect, test } from 'vitest'
import { type PagesState, withFailure, withPage } from './pagesState.ts'

const none: PagesState<string> = { answered: null, key: null, items: null, total: 0, next: null, failure: null }
const first = withPage(none, { question: '1', key: 'a', cursor: undefined }, { items: ['x', 'y'], total: 3, next: 'c' })

test('a further page is added, the first one replaces what there was', () => {
  const all = withPage(first, { question: '2', key: 'a', cursor: 'c' }, { items: ['z'], total: 3, next: null })
  expect(all).toEqual({ answered: '2', key: 'a', items: ['x', 'y', 'z'], total: 3, next: null, failure: null })
  expect(withPage(all, { question: '3', key: 'a', cursor: undefined }, { items: ['w'], total: 1, next: null }).items).toEqual(['w'])
})

test('a failure keeps the rows of the same filters and their next page, and takes away those of others', () => {
  const failure = new Error('no answer')
  expect(withFailure(first, { question: '2', key: 'a', cursor: undefined }, failure)).toEqual({ ...first, answered: '2', failure })
  expect(withFailure(first, { question: '2', key: 'b', cursor: undefined }, failure)).toEqual({ answered: '2', key: 'b', items: null, total: 0, next: null, failure })
  expect(withPage(withFailure(first, { question: '2', key: 'a', cursor: 'c' }, failure), { question: '3', key: 'a', cursor: 'c' }, { items: ['z'], total: 3, next: null })).toMatchObject({ items: ['x', 'y', 'z'], failure: null })
})
