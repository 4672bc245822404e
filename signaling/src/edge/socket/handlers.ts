import type { NetworkCamera } from '@diem-cau/sfu-contract'
import type {
  Account,
  AccountId,
  MeetingId,
  RequestData,
  RequestId,
  RequestName,
  RequestResponse,
} from '@diem-cau/signaling-contract'
import { initialState, MeetingError } from '@diem-cau/signaling-contract'
import { belongsTo } from '../../domain/office/belongsTo.ts'
import { refusalAtDoor } from '../../domain/meeting/door/decideJoin.ts'
import type { MediaNodes } from '../../live/media/nodes/MediaNodes.ts'
import { conductHandlers } from './conductHandlers.ts'
import { operationsHandlers, roomOf } from './operationsHandlers.ts'
import type { Visitor } from '../../live/meeting/JoinAsk.ts'
import type { MeetingHost } from '../../live/meeting/MeetingHost.ts'
import type { MeetingRegistry } from '../../live/meeting/MeetingRegistry.ts'
import { participantIdOf } from '../../domain/meeting/core/participantIdOf.ts'
import { actorAt, closeProducer, openNetworkCamera, openProducer, setProducerPaused } from './producerRequests.ts'
import type { ScheduleStore } from '../../office/schedule/ScheduleStore.ts'
import type { OperationsDesk } from '../../operations/desk/OperationsDesk.ts'
import type { ClientSocket } from './ClientSocket.ts'

export type Handlers = {
  readonly [N in RequestName]: (
    data: RequestData<N>,
    client: ClientSocket,
    requestId: RequestId,
  ) => Promise<RequestResponse<N>>
}

export type HandlerDependencies = {
  readonly meetings: MeetingRegistry
  readonly schedules: ScheduleStore
  readonly mediaNodes: MediaNodes
  readonly operations: OperationsDesk
  /** The camera of the network that a room has, with what opens it. */
  readonly cameraOf: (roomId: AccountId) => Promise<NetworkCamera | null>
  readonly clock: () => number
}

/** A client that said goodbye is there no more, also when that cannot be recorded now: then its place is given up as that of a broken line. */
async function leave(client: ClientSocket, requestId: RequestId): Promise<void> {
  const { place } = client
  try {
    await place.host.leave(place, client, requestId)
    client.move({ kind: 'leave' })
  } catch (error) {
    client.move({ kind: 'abandon' })
    throw error
  }
}

/** Makes the table of what each request does; it is complete by its type. */
export function createHandlers({
  meetings,
  schedules,
  mediaNodes,
  operations,
  cameraOf,
  clock,
}: HandlerDependencies): Handlers {
  /** An account at the door of a meeting. @throws MeetingError `notFound` */
  const atDoor = async (meetingId: MeetingId, account: Account): Promise<Visitor & { host: MeetingHost }> => {
    const running = meetings.peek(meetingId)
    const schedule = running ? running.schedule : await schedules.find(meetingId)
    if (!schedule) throw new MeetingError('notFound')
    const invitation = await schedules.invitation(meetingId, account)
    // Colleagues of the office that invites may know of its meetings.
    const visitor = { account, invitation, mayKnow: belongsTo(account, schedule.hostUnit.code) }
    if (!running) {
      // A meeting that nobody is let into yet, or any more, takes no memory.
      const refusal = refusalAtDoor(
        initialState(meetingId),
        { ...visitor, schedule, participantId: participantIdOf(account.accountId) },
        clock(),
      )
      if (refusal) throw refusal
    }
    const host = await meetings.open(meetingId)
    if (!host) throw new MeetingError('notFound')
    return { host, ...visitor }
  }

  return {
    ...conductHandlers,
    ...operationsHandlers(operations),
    'media:describe': async () => {
      await mediaNodes.firstContact
      return { routerRtpCapabilities: mediaNodes.description?.routerRtpCapabilities ?? null }
    },
    'media:prepare': async ({ meetingId, rtpCapabilities }, client) => {
      const { host, ...visitor } = await atDoor(meetingId, client.account)
      const whereabouts = client.move({ kind: 'prepare', host })
      if (whereabouts === 'gone') throw new MeetingError('notJoined', 'the socket closed meanwhile')
      return { prepared: whereabouts === 'atDoor' ? await host.prepare(client, visitor, rtpCapabilities) : null }
    },
    'meeting:join': async (data, client, requestId) => {
      const { host, ...visitor } = await atDoor(data.meetingId, client.account)
      client.move({ kind: 'join', host })
      const admitted = await host.join(client, { ...visitor, deviceId: client.deviceId, requestId, data })
      if (admitted.kind === 'waiting') {
        client.move({ kind: 'wait', host })
        throw new MeetingError(admitted.because)
      }
      const { member, endpointId, response } = admitted
      client.move({ kind: 'enter', place: { host, member, endpointId } })
      return response
    },
    'door:admit': async ({ participantIds }, client, requestId) => {
      const { place } = client
      await place.host.meeting.execute({ type: 'admit', participantIds }, { actor: actorAt(place), requestId })
      return {}
    },
    'door:leave': async (_data, client, requestId) => {
      client.move({ kind: 'leaveDoor' })
      if (client.isJoined) await leave(client, requestId)
      return {}
    },
    'meeting:leave': async (_data, client, requestId) => {
      await leave(client, requestId)
      return {}
    },
    'meeting:resync': async ({ seq }, client) => client.place.host.syncSince(seq),
    'media:capabilities': async ({ rtpCapabilities }, client) => {
      const { host, endpointId } = client.place
      await host.media.setCapabilities(endpointId, rtpCapabilities)
      return {}
    },
    'media:connect': async (data, client) => {
      const { host, endpointId } = client.endpoint
      await host.media.connect(endpointId, data)
      return {}
    },
    'media:restartIce': async (data, client) => {
      const { host, endpointId } = client.endpoint
      return host.media.restartIce(endpointId, data)
    },
    'media:rebuild': async (_data, client) => {
      const { host, endpointId } = client.place
      await host.execute({ type: 'loseMedia', endpointIds: [endpointId] })
      return host.media.joins.rebuild(endpointId)
    },
    'media:taken': async ({ leg }, client) => {
      const { host, endpointId } = client.place
      host.media.take(endpointId, leg)
      operations.onMoved(roomOf(client.place))
      return {}
    },
    'producer:open': (data, client, requestId) => openProducer(client.place, data, requestId),
    'producer:openNetworkCamera': (data, client, requestId) =>
      openNetworkCamera(client.place, () => cameraOf(client.account.accountId), data, requestId),
    'producer:setPaused': async (data, client, requestId) => {
      await setProducerPaused(client.place, data, requestId)
      return {}
    },
    'producer:close': async ({ producerId }, client, requestId) => {
      await closeProducer(client.place, producerId, requestId)
      return {}
    },
    'viewport:set': async (viewport, client) => {
      const { host, endpointId } = client.place
      host.media.setViewport(endpointId, viewport)
      return {}
    },
    'consumer:resume': async ({ consumerIds }, client) => {
      const { host, endpointId } = client.endpoint
      await host.media.resumeConsumers(endpointId, consumerIds)
      return {}
    },
  }
}
