import { ProducerId } from '@diem-cau/signaling-contract'
import { handleOf } from './handleOf.ts'
import type { ProducerHandle, Wanted } from './LegPublisher.ts'
import type { MediaProducer } from './MediaDevice.ts'
import type { SessionAsk } from './MediaSession.ts'
import { ShapedSender } from './uplink/ShapedSender.ts'

/** Wraps a producer of mediasoup-client for Publisher. @param device what it is of, as the others were told */
export function producerHandle(producer: MediaProducer, device: Wanted['device'], ask: SessionAsk): ProducerHandle {
  const producerId = ProducerId.parse(producer.id)
  const sender = producer.rtpSender && new ShapedSender(producer.rtpSender)
  return handleOf(
    producerId,
    {
      ...(device && { device }),
      get track() {
        return producer.track ?? missingTrack(producerId)
      },
      get paused() {
        return producer.paused
      },
      pause(paused) {
        if (paused) producer.pause()
        else producer.resume()
      },
      send: async (layer, shape) => sender?.send(layer, shape),
      replaceTrack: (track) => producer.replaceTrack({ track }),
      close: () => producer.close(),
    },
    ask,
  )
}

function missingTrack(producerId: string): never {
  throw new Error(`producer ${producerId} has no track`)
}
