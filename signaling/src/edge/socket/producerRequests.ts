import { kindOfSource, type NetworkCamera } from '@diem-cau/sfu-contract'
import {
  MeetingError,
  type ProducerId,
  type ProducerState,
  type RequestData,
  type RequestId,
  type RequestResponse,
} from '@diem-cau/signaling-contract'
import type { Actor } from '../../domain/meeting/core/Actor.ts'
import { actingParticipant, mayOpenProducer, ownProducer } from '../../domain/meeting/decide/decide.ts'
import type { Place } from '../../live/meeting/MeetingHost.ts'

/** A joined client acts as this. */
export function actorAt({ member, endpointId }: Place): Actor {
  return { kind: 'endpoint', participantId: member.participantId, endpointId }
}

/** @throws MeetingError `replaced` or `notJoined` when the place is another's by now */
export function assertPlace(place: Place): void {
  allowed(actingParticipant(place.host.state, actorAt(place)))
}

/**
 * Opens the room's camera of the network as its camera.
 * @throws MeetingError `notFound` where it has none
 */
export async function openNetworkCamera(
  place: Place,
  cameraOf: () => Promise<NetworkCamera | null>,
  { leg, paused }: RequestData<'producer:openNetworkCamera'>,
  requestId: RequestId,
): Promise<RequestResponse<'producer:open'>> {
  const camera = await cameraOf()
  if (!camera) throw new MeetingError('notFound', 'this room has no camera of the network')
  const on = leg === undefined ? {} : { leg }
  const producer: ToOpen = { ...on, paused, source: 'camera', layerHeights: [], device: 'networkCamera' }
  return open(place, producer, { ...on, camera, paused }, requestId)
}

export async function openProducer(
  place: Place,
  { layerHeights, device, ...sent }: RequestData<'producer:open'>,
  requestId: RequestId,
): Promise<RequestResponse<'producer:open'>> {
  const isOfPapers = sent.source === 'screen' && device !== undefined
  return open(place, { ...sent, layerHeights, ...(isOfPapers && { device }) }, sent, requestId)
}

type ToOpen = Omit<RequestData<'producer:open'>, 'rtpParameters' | 'layerHeights' | 'device'> &
  Pick<ProducerState, 'layerHeights' | 'device'>

/** Opens a producer. It is decided before the media node is asked and again at the commit, because two screens may be on their way at once. */
async function open(
  place: Place,
  { source, paused, leg, layerHeights: heights, device }: ToOpen,
  sent: Parameters<Place['host']['media']['sending']['produce']>[1],
  requestId: RequestId,
): Promise<RequestResponse<'producer:open'>> {
  const { host, endpointId } = place
  const actor = actorAt(place)
  await host.media.afterThoseWhoCome(endpointId)
  const { participantId } = allowed(mayOpenProducer(host.state, actor, source))
  const former = Object.values(host.state.producers).find(
    (p) => p.participantId === participantId && p.source === source,
  )
  const { producerId, lives } = await host.media.sending.produce(endpointId, sent)
  // On another leg of the same endpoint: the former one flows on for those who have it (SPEC 5.14).
  const moves = former !== undefined && host.media.sending.flowsBeside(endpointId, former.producerId, leg)
  const layerHeights = kindOfSource[source] === 'audio' ? [] : heights
  try {
    await host.meeting.execute(
      {
        type: 'openProducer',
        producer: { producerId, source, paused, layerHeights, ...(device && { device }) },
        moves,
      },
      { actor, requestId },
    )
  } catch (error) {
    await host.media.sending.closeProducer(endpointId, producerId)
    // The node replaced it already.
    if (former && !moves) host.loseProducers([former.producerId])
    throw error
  }
  if (former && moves) host.media.sending.handOver(former.producerId, producerId)
  if (!lives()) host.loseProducers([producerId])
  return { producerId }
}

/** The node first: a microphone that is shown as muted is muted (SPEC 5.5). */
export async function setProducerPaused(
  place: Place,
  { producerId, paused }: RequestData<'producer:setPaused'>,
  requestId: RequestId,
): Promise<void> {
  const { host, endpointId } = place
  const actor = actorAt(place)
  const before = allowed(ownProducer(host.state, actor, producerId)).paused
  await host.media.sending.setProducerPaused(endpointId, producerId, paused)
  try {
    await host.meeting.execute({ type: 'setProducerPaused', producerId, paused }, { actor, requestId })
  } catch (error) {
    if (before !== paused) await host.media.sending.setProducerPaused(endpointId, producerId, before)
    throw error
  }
}

export async function closeProducer(place: Place, producerId: ProducerId, requestId: RequestId): Promise<void> {
  const { host, endpointId } = place
  await host.meeting.execute({ type: 'closeProducer', producerId }, { actor: actorAt(place), requestId })
  await host.media.sending.closeProducer(endpointId, producerId)
}

function allowed<T>(result: T | MeetingError): T {
  if (result instanceof MeetingError) throw result
  return result
}
