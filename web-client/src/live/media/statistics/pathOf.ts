import type { MediaPath, NetworkKind } from '@diem-cau/signaling-contract/operations'
import { type Reading, type Row, rowNamed, rowsOf, textIn } from './readings.ts'

/** The way that media goes, with what is known at both ends. */
export interface Way {
  /** The direction of its transport: both have a way of their own. */
  readonly direction: string
  readonly pair: Row
  readonly local: Row | undefined
}

/** The ways of all connections that have one, those of the leg that carries first. */
export function waysOf(reading: Reading): Way[] {
  return rowsOf(reading, 'candidate-pair').flatMap(([key, pair]) => {
    const [leg, direction, id] = partsOf(key)
    const transport = rowsOf(reading, 'transport').find(([other]) => other.startsWith(`${leg}/${direction}/`))?.[1]
    const chosen = textIn(transport, 'selectedCandidatePairId')
    // Firefox has no row of the transport, and marks the pair instead.
    const isChosen = chosen === null ? pair['selected'] === true : chosen === id
    return isChosen ? [{ direction, pair, local: rowNamed(reading, key, textIn(pair, 'localCandidateId')) }] : []
  })
}

const RELAYS: Readonly<Record<string, MediaPath>> = { udp: 'turnUdp', tcp: 'turnTcp', tls: 'turnTls' }

const NETWORKS: Readonly<Record<string, NetworkKind>> = {
  ethernet: 'ethernet',
  wifi: 'wifi',
  cellular: 'cellular',
  vpn: 'vpn',
}

/** Media goes this way; null while nothing is connected, or the browser does not say. */
export function pathOf({ local }: Way): MediaPath | null {
  if (local?.['candidateType'] === 'relay') return RELAYS[textIn(local, 'relayProtocol') ?? ''] ?? null
  const protocol = textIn(local, 'protocol')
  return protocol === 'udp' || protocol === 'tcp' ? protocol : null
}

/** The kind of network as browsers name it; others say nothing that a technician could use. */
export function networkOf({ local }: Way): NetworkKind | null {
  return NETWORKS[textIn(local, 'networkType') ?? ''] ?? null
}

/** The room's own address, as far as the browser tells it: without a permission it names itself `….local`. */
export function addressOf({ local }: Way): string | null {
  const address = textIn(local, 'address') ?? textIn(local, 'ip')
  return address?.endsWith('.local') ? null : address
}

function partsOf(key: string): [string, string, string] {
  const [leg = '', direction = '', ...id] = key.split('/')
  return [leg, direction, id.join('/')]
}
