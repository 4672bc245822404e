/** `page`: a page of the router. `file`: a file of the build. `network`: all else, which the worker leaves alone. */
export type Route = 'page' | 'file' | 'network'

interface Asked {
  readonly url: string
  readonly method: string
  readonly mode: string
}

/** What the worker answers by itself: nothing that the server makes for who asks. */
const FILE = /^\/(assets\/.+|favicon\.svg|before\.js)$/
const NO_PAGE = /^\/(api|socket\.io|feeds|healthz|metrics)(\/|$)|^\/[^/]*\.[a-z0-9]+$/i

/** Tells who answers a request. @param origin of the worker */
export function routeOf({ url, method, mode }: Asked, origin: string): Route {
  const { origin: to, pathname } = new URL(url)
  if (method !== 'GET' || to !== origin) return 'network'
  if (mode === 'navigate') return NO_PAGE.test(pathname) ? 'network' : 'page'
  return FILE.test(pathname) ? 'file' : 'network'
}
