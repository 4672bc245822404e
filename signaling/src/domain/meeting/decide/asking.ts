import type { RequestData } from '@diem-cau/signaling-contract'
import { conduct } from './conduct.ts'
import type { Books, ConductRequest, ConductRequestName } from './ConductCommand.ts'

/** The request, or, where something must be known beyond the state to decide it, a function that looks it up when its turn has come. */
export function asking<N extends ConductRequestName>(
  type: N,
  data: RequestData<N>,
  books: Books,
): ConductRequest | (() => Promise<ConductRequest>) {
  // Name and data belong together: the data was parsed by the schema of the name.
  const request = { type, data } as ConductRequest
  const lookUp = conduct.lookUp[type]
  return lookUp ? async () => Object.assign(request, await lookUp(data, books)) : request
}
