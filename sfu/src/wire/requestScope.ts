import { AsyncLocalStorage } from 'node:async_hooks'

const scope = new AsyncLocalStorage<string>()

/** Does the work of a request: whatever it logs has the id that signaling gave. */
export function inRequest<T>(requestId: string | undefined, work: () => T): T {
  return requestId === undefined ? work() : scope.run(requestId, work)
}

/** For pino's `mixin`: lines written for a request have its id. */
export function requestOfLine(): { requestId?: string } {
  const requestId = scope.getStore()
  return requestId === undefined ? {} : { requestId }
}
