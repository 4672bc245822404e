import { kindOfSource } from '@diem-cau/sfu-contract'
import {
  MeetingError,
  type ProducerId,
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

/** Opens a producer. It is decided before the media node is asked and again at the commit, because two screens may be on their way at once. */
export async function openProducer(
  place: Place,
  data: RequestData<'producer:open'>,
  requestId: RequestId,
): Promise<RequestResponse<'producer:open'>> {
  const { host, endpointId } = place
  const actor = actorAt(place)
  await host.media.afterThoseWhoCome(endpointId)
  const { participantId } = allowed(mayOpenProducer(host.state, actor, data.source))
  const former = Object.values(host.state.producers).find(
    (p) => p.participantId === participantId && p.source === data.source,
  )
  const { source, rtpParameters, paused, leg } = data
  const on = leg === undefined ? {} : { leg }
  const { producerId, lives } = await host.media.sending.produce(endpointId, { ...on, source, rtpParameters, paused })
  // On another leg of the same endpoint: the former one flows on for those who have it (SPEC 5.14).
  const moves = former !== undefined && host.media.sending.flowsBeside(endpointId, former.producerId, leg)
  const layerHeights = kindOfSource[source] === 'audio' ? [] : data.layerHeights
  try {
    await host.meeting.execute(
      { type: 'openProducer', producer: { producerId, source, paused, layerHeights }, moves },
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
