import { AsyncLocalStorage } from 'node:async_hooks'

const scope = new AsyncLocalStorage<string>()

/** Does the work of a request: whatever it logs, and asks of a media node, has the request's id. */
export function inRequest<T>(requestId: string, work: () => T): T {
  return scope.run(requestId, work)
}

/** What a line of the log, or a request to a media node, has of the request that is being worked for: for pino's `mixin` too. */
export function requestOfLine(): { requestId?: string } {
  const requestId = scope.getStore()
  return requestId === undefined ? {} : { requestId }
}
