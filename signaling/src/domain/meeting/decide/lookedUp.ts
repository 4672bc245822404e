import type { RequestData } from '@diem-cau/signaling-contract'
import { conduct } from './conduct.ts'
import type { Books, ConductRequest, ConductRequestName } from './ConductCommand.ts'

/** The request with what must be known beyond the state to decide it. */
export async function lookedUp<N extends ConductRequestName>(
  type: N,
  data: RequestData<N>,
  books: Books,
): Promise<ConductRequest> {
  const known = await conduct.lookUp[type]?.(data, books)
  // Name and data belong together: the data was parsed by the schema of the name.
  return Object.assign({ type, data }, known) as ConductRequest
}
