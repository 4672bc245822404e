import type { InfiniteData } from '@tanstack/react-query'
import type { Cursor, Page } from './query.ts'

/** The pages of a list that have come, in order, each with the cursor that it was asked for with. */
export type PageList<P> = InfiniteData<P, Cursor>

export const rowsOf = <P extends Page<unknown>>({ pages }: PageList<P>): ReadonlyArray<P['items'][number]> =>
  pages.flatMap(({ items }) => items)

/** Keeps the first page alone, so that asking again asks for no other. */
export const firstPage = <P>({ pages, pageParams }: PageList<P>): PageList<P> => ({
  pages: pages.slice(0, 1),
  pageParams: pageParams.slice(0, 1),
})

/** Puts other rows into one page; the list goes on after the same row as before. */
export function withRows<P extends Page<unknown>>(
  list: PageList<P>,
  edit: (rows: ReadonlyArray<P['items'][number]>) => ReadonlyArray<P['items'][number]>,
): PageList<P> {
  const last = list.pages.at(-1)
  return last ? { pages: [{ ...last, items: edit(rowsOf(list)) }], pageParams: list.pageParams.slice(0, 1) } : list
}
