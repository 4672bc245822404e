import { tabStorage } from '../../browser/storage.ts'

const KEY = 'diem-cau.next'

/**
 * The page to go on with after a sign-in elsewhere, which comes back to the first page only. It is kept for this tab.
 */
export const nextPage = {
  set: (path: string) => tabStorage.set(KEY, path),
  get: () => tabStorage.get(KEY),
  clear: () => tabStorage.remove(KEY),
}
