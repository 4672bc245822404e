import type { EndpointId } from '@diem-cau/signaling-contract'
import { legOfNodeEndpoint } from '../../../signaling/src/live/media/legs/legId.ts'

/** The endpoint of the record that a media node's endpoint is a leg of; null when it is none. */
export function endpointOfLeg(nodeId: EndpointId): EndpointId | null {
  return legOfNodeEndpoint(nodeId)?.endpointId ?? null
}
