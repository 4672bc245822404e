import { randomUUID } from 'node:crypto'
import { EndpointId } from '@diem-cau/signaling-contract'

/** Unique for ever. */
export function newEndpointId(): EndpointId {
  return EndpointId.parse(`e.${randomUUID()}`)
}
