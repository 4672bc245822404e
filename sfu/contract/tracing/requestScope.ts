import { AsyncLocalStorage } from 'node:async_hooks'

const scope = new AsyncLocalStorage<string>()

/** Does the work of a request: whatever it logs, and asks of another server, has the request's id. Undefined: nobody gave one. */
export function inRequest<T>(requestId: string | undefined, work: () => T): T {
  return requestId === undefined ? work() : scope.run(requestId, work)
}

/** What a line of the log, or a request to another server, has of the request that is being worked for: for pino's `mixin` too. */
export function requestOfLine(): { requestId?: string } {
  const requestId = scope.getStore()
  return requestId === undefined ? {} : { requestId }
}
