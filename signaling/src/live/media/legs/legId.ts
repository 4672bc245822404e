import { EndpointId, LegId } from '@diem-cau/signaling-contract'

const PATTERN = /^(?<endpoint>.+):(?<leg>\d+)$/

/** A media node knows each leg of an endpoint as an endpoint of its own, under this id. */
export function nodeEndpointId(endpointId: EndpointId, leg: LegId): EndpointId {
  return EndpointId.parse(`${endpointId}:${leg}`)
}

/** The other way round; null when it is no leg of ours. */
export function legOfNodeEndpoint(id: EndpointId): { readonly endpointId: EndpointId; readonly leg: LegId } | null {
  const { endpoint, leg } = PATTERN.exec(id)?.groups ?? {}
  const parsed = LegId.safeParse(Number(leg))
  return endpoint !== undefined && parsed.success ? { endpointId: EndpointId.parse(endpoint), leg: parsed.data } : null
}
