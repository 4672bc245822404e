import {
  type EndpointId,
  LegId,
  type MeetingState,
  type Notice,
  type ParticipantId,
  type ProducerId,
} from '@diem-cau/signaling-contract'
import { onTestFinished } from 'vitest'
import { EndpointMedia } from '../live/media/endpoints/EndpointMedia.ts'
import { MeetingEndpoints } from '../live/media/endpoints/MeetingEndpoints.ts'
import { Arrivals } from '../live/media/endpoints/Arrivals.ts'
import { MeetingLegs } from '../live/media/endpoints/MeetingLegs.ts'
import { Sending } from '../live/media/endpoints/Sending.ts'
import { Speakers } from '../live/media/endpoints/Speakers.ts'
import { Voices } from '../live/media/endpoints/Voices.ts'
import { Handovers } from '../live/media/legs/Handovers.ts'
import { Leg } from '../live/media/legs/Leg.ts'
import { MediaNodes } from '../live/media/nodes/MediaNodes.ts'
import { MeetingNodes } from '../live/media/nodes/MeetingNodes.ts'
import { endpointOf, meetingId, participantOf } from './people.ts'
import { StandInNode } from './StandInNode.ts'
import { silent } from './temporaryStore.ts'

const capabilities = { codecs: [], headerExtensions: [] }

/** Endpoints of a meeting and their legs as they are in a meeting's media, on two nodes of which `one` has more room. */
export async function legsOnNodes(state: MeetingState) {
  const meeting = { state, now: 0, regions: new Map<ParticipantId, string>() }
  const [one, two] = [new StandInNode('one'), new StandInNode('two', 0.3)]
  one.comesUp()
  two.comesUp()
  const told: string[] = []
  const recorded: string[] = []
  const nodes = new MeetingNodes({
    meetingId,
    mediaNodes: new MediaNodes([one, two], silent),
    logger: silent,
    onSnapshot: () => undefined,
    onLost: () => undefined,
    onAllHeard: () => undefined,
    onSourceLost: () => undefined,
    onNotice: () => undefined,
    onReport: () => undefined,
  })
  const handovers = new Handovers()
  const endpoints = new MeetingEndpoints(
    (endpointId, participantId, leg) =>
      new EndpointMedia({
        endpointId,
        participantId,
        standing: 'away',
        ...(leg ? { leg } : {}),
        makeLeg: (options) => {
          const made: Leg = new Leg(options, {
            logger: silent,
            nodes: () => nodes.ways,
            handovers,
            state: () => meeting.state,
            speakers: () => [],
            subscribe: (data) => nodes.askRaw('endpoint:subscribe', data),
            withWays: (sources) => nodes.withWays(made.nodeId, sources),
            notify: () => undefined,
            onReceives: () => undefined,
            onVanished: () => undefined,
          })
          return made
        },
      }),
  )
  const voices = new Voices({
    nodes,
    logger: silent,
    state: () => meeting.state,
    nodeIds: (endpointId) => endpoints.find(endpointId)?.legs.map(({ nodeId }) => nodeId) ?? [],
  })
  const events = {
    state: () => meeting.state,
    notify: (participantId: string, notice: Notice) => {
      const leg = 'media' in notice ? `${notice.why} ${notice.media.leg}` : 'leg' in notice ? `${notice.leg}` : ''
      told.push(`${participantId} ${notice.name} ${leg}`.trim())
    },
    broadcast: () => undefined,
    onMediaLost: (ids: EndpointId[]) => void recorded.push(`media lost ${ids.join(' ')}`),
    onProducersLost: (ids: ProducerId[]) => void recorded.push(`lost ${ids.join(' ')}`),
    onNodesFull: () => undefined,
    onTaken: () => undefined,
  }
  const legs = new MeetingLegs({
    meetingId,
    nodes,
    endpoints,
    handovers,
    arrivals: new Arrivals(),
    voices,
    speakers: new Speakers(),
    regionOf: (participantId) => meeting.regions.get(participantId) ?? '',
    events,
    logger: silent,
    clock: () => meeting.now,
  })
  onTestFinished(() => {
    legs.close()
    endpoints.dropAll()
    nodes.close()
  })
  await nodes.ready()

  /** Somebody's endpoint that is in the meeting, with a first leg that no node was asked for yet. */
  const attends = (name: string): EndpointMedia => {
    const endpoint = endpoints.ensure(endpointOf(name), participantOf(name))
    endpoint.receiver.capabilities = capabilities
    endpoint.attend({ tiles: [] })
    return endpoint
  }
  /** The same with its leg made. */
  const comesIn = async (name: string): Promise<EndpointMedia> => {
    const endpoint = attends(name)
    await legs.starter.start(endpoint, endpoint.carrying)
    return endpoint
  }
  const sending = new Sending({ nodes, endpoints, handovers })
  return { meeting, one, two, nodes, endpoints, handovers, voices, legs, sending, told, recorded, attends, comesIn }
}

export const legId = (n: number): LegId => LegId.parse(n)

/** Resolves when all that was asked of nodes in memory is answered. */
export const answered = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
