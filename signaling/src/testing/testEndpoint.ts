import { type FreshMedia, type MeetingState, MeetingError, type Notice } from '@diem-cau/signaling-contract'
import { EndpointMedia } from '../live/media/endpoints/EndpointMedia.ts'
import { Handovers } from '../live/media/legs/Handovers.ts'
import { Leg } from '../live/media/legs/Leg.ts'
import type { LegStarter } from '../live/media/endpoints/LegStarter.ts'
import { endpointOf, participantOf } from './people.ts'
import { silent } from './temporaryStore.ts'

const side = { id: 't', iceParameters: { usernameFragment: 'u', password: 'p' }, iceCandidates: [] }
const transport = { ...side, dtlsParameters: { fingerprints: [] } }
const capabilities = { codecs: [], headerExtensions: [] }

/** A participant's endpoint, in the meeting and with transports. */
export function testEndpoint(name: string, state: MeetingState): EndpointMedia {
  const endpoint = new EndpointMedia({
    endpointId: endpointOf(name),
    participantId: participantOf(name),
    standing: 'away',
    makeLeg: (options) =>
      new Leg(options, {
        logger: silent,
        handovers: new Handovers(),
        state: () => state,
        speakers: () => [],
        subscribe: async () => ({ consumers: [], closed: [], refused: [] }),
        withWays: (sources) => [...sources],
        nodes: () => '',
        notify: () => undefined,
        onReceives: () => undefined,
        onVanished: () => undefined,
      }),
  })
  endpoint.receiver.capabilities = capabilities
  endpoint.on({ kind: 'starting' })
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.attend({ tiles: [] })
  return endpoint
}

/** Starts legs at a node that answers when it is let, or refuses; and writes down who is told what. */
export function testStarter() {
  const told: string[] = []
  const started: string[] = []
  const node = { refuses: false, answer: Promise.resolve() }
  const listeners = { lag: false }
  const start: LegStarter['start'] = async (_endpoint, leg, apartFrom): Promise<FreshMedia> => {
    started.push(apartFrom ? `${leg.nodeId} apart from ${apartFrom.nodeId}` : leg.nodeId)
    leg.on({ kind: 'starting' })
    await node.answer
    if (node.refuses) throw new MeetingError('mediaUnavailable')
    leg.on({ kind: 'made', worker: 0 })
    return { leg: leg.legId, routerRtpCapabilities: capabilities, send: transport, recv: transport }
  }
  const notify = (participantId: string, notice: Notice) => {
    const what = 'media' in notice ? `${notice.why} ${notice.media.leg}` : 'leg' in notice ? `${notice.leg}` : ''
    told.push(`${participantId} ${notice.name} ${what}`.trim())
  }
  const isNeeded = () => listeners.lag
  const options = { starter: { start }, isNeeded, notify, onGone: () => undefined, logger: silent }
  return { options, node, listeners, told, started }
}
