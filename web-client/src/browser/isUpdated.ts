/**
 * Whether the server has a newer client than this page, whose own script is gone then. False when it cannot be asked: what failed then failed by
 * the line.
 */
export async function isUpdated(): Promise<boolean> {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src
  if (own === undefined) return false
  return fetch(own, { method: 'HEAD', cache: 'no-store' }).then(
    ({ status }) => status === 404,
    () => false,
  )
}
