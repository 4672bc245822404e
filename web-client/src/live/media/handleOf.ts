import type { Demand, ProducerId } from '@diem-cau/signaling-contract'
import { failureCode } from '../../api/client/RequestFailed.ts'
import type { ProducerHandle } from './LegPublisher.ts'
import type { SessionAsk } from './MediaSession.ts'
import { OPEN, type Shape } from './uplink/nextUplink.ts'

/** What makes the packets of a producer. */
export interface PacketSource extends Pick<ProducerHandle, 'track' | 'paused' | 'device' | 'replaceTrack'> {
  pause(paused: boolean): void
  send(layer: Demand | undefined, shape: Shape): Promise<void>
  close(): void
}

/** A handle of a producer: each step is done at what makes its packets, and told to the server too. */
export function handleOf(producerId: ProducerId, source: PacketSource, ask: SessionAsk): ProducerHandle {
  let sent: Demand | undefined
  let shape: Shape = OPEN.shape
  return {
    id: producerId,
    ...(source.device && { device: source.device }),
    get track() {
      return source.track
    },
    get paused() {
      return source.paused
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
      await source.send(layer, next)
    },
    async setPaused(paused) {
      // The device falls silent at once; speech begins when the server lets it through.
      source.pause(paused)
      await ask('producer:setPaused', { producerId, paused })
    },
    replaceTrack: (track) => source.replaceTrack(track),
    async close() {
      source.close()
      await ask('producer:close', { producerId }).catch((error: unknown) => {
        // The server was quicker and has closed it already.
        if (failureCode(error) !== 'notYours') throw error
      })
    },
  }
}
