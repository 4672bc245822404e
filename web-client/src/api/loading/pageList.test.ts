import { InfiniteQueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import { firstPage, rowsOf, withRows, type PageList } from './pageList.ts'
import { pagedQuery, type Page } from './query.ts'
import { queryClient } from './queryClient.ts'

afterEach(() => queryClient.clear())

const all = ['a', 'b', 'c', 'd', 'e']

/** A server with pages of two rows. */
function listed() {
  const asked: Array<string | undefined> = []
  const query = pagedQuery<Page<string>>(['list'], (cursor) => {
    asked.push(cursor)
    const begin = cursor === undefined ? 0 : Number(cursor)
    return Promise.resolve({
      items: all.slice(begin, begin + 2),
      total: all.length,
      next: begin + 2 < all.length ? String(begin + 2) : null,
    })
  })
  const observer = new InfiniteQueryObserver(queryClient, query)
  observer.subscribe(() => undefined)
  const change = (edit: (list: PageList<Page<string>>) => PageList<Page<string>>) =>
    queryClient.setQueryData<PageList<Page<string>>>(query.queryKey, (list) => list && edit(list))
  return {
    asked,
    observer,
    change,
    rows: () => rowsOf(observer.getCurrentResult().data ?? { pages: [], pageParams: [] }),
  }
}

test('a further page is added, until there is none', async () => {
  const { asked, observer, rows } = listed()
  await observer.refetch()
  expect([rows(), observer.getCurrentResult().hasNextPage]).toEqual([['a', 'b'], true])
  await observer.fetchNextPage()
  await observer.fetchNextPage()
  expect([rows(), observer.getCurrentResult().hasNextPage]).toEqual([all, false])
  expect(asked).toEqual([undefined, '2', '4'])
})

test('with an edited row it goes on where it was; asked for again it begins anew with one question', async () => {
  const { asked, observer, change, rows } = listed()
  await observer.refetch()
  await observer.fetchNextPage()
  change((list) => withRows(list, (before) => before.map((row) => (row === 'b' ? 'B' : row))))
  expect(rows()).toEqual(['a', 'B', 'c', 'd'])
  await observer.fetchNextPage()
  expect(rows()).toEqual(['a', 'B', 'c', 'd', 'e'])
  asked.length = 0
  change(firstPage)
  await observer.refetch()
  expect([rows(), asked]).toEqual([['a', 'b'], [undefined]])
})
