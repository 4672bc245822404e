const KEY = 'diem-cau.next'

/** The page to go on with after a sign-in elsewhere, which comes back to the first page only. For this tab. */
export const nextPage = {
  set: (path: string) => sessionStorage.setItem(KEY, path),
  get: () => sessionStorage.getItem(KEY),
  clear: () => sessionStorage.removeItem(KEY),
}
