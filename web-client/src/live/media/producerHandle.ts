import { type Demand, ProducerId } from '@diem-cau/signaling-contract'
import { failureCode } from '../../api/client/RequestFailed.ts'
import type { MediaProducer } from './MediaDevice.ts'
import type { SessionAsk } from './MediaSession.ts'
import type { ProducerHandle } from './LegPublisher.ts'
import { ShapedSender } from './uplink/ShapedSender.ts'
import { OPEN, type Shape } from './uplink/nextUplink.ts'

/** Wraps a producer of mediasoup-client for Publisher: each step here is told to the server too. */
export function producerHandle(producer: MediaProducer, ask: SessionAsk): ProducerHandle {
  const producerId = ProducerId.parse(producer.id)
  const sender = producer.rtpSender && new ShapedSender(producer.rtpSender)
  let sent: Demand | undefined
  let shape: Shape = OPEN.shape
  return {
    id: producerId,
    get track() {
      return producer.track ?? missingTrack(producerId)
    },
    get paused() {
      return producer.paused
    },
    get layer() {
      return sent
    },
    get shape() {
      return shape
    },
    async send(layer, next) {
      sent = layer
      shape = next
      await sender?.send(layer, next)
    },
    async setPaused(paused) {
      // The device falls silent at once; speech begins when the server lets it through.
      if (paused) producer.pause()
      else producer.resume()
      await ask('producer:setPaused', { producerId, paused })
    },
    replaceTrack: (track) => producer.replaceTrack({ track }),
    async close() {
      producer.close()
      await ask('producer:close', { producerId }).catch((error: unknown) => {
        // The server was quicker and has closed it already.
        if (failureCode(error) !== 'notYours') throw error
      })
    },
  }
}

function missingTrack(producerId: string): never {
  throw new Error(`producer ${producerId} has no track`)
}
