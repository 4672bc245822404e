import { ProducerId, type Demand, type Notice } from '@diem-cau/signaling-contract'
import { failureCode } from '../../api/client/RequestFailed.ts'
import type { ProducerHandle } from './LegPublisher.ts'
import type { MediaSession, SessionAsk } from './MediaSession.ts'
import { OPEN, type Shape } from './uplink/nextUplink.ts'

/** Stands for the track of a camera that the media node takes in from the network, so that nothing of it comes by here (SPEC 23.14). */
export const NETWORK_CAMERA: unique symbol = Symbol('network camera')

/** What is sent: a track of this device, or the room's camera of the network. */
export type SentTrack = MediaStreamTrack | typeof NETWORK_CAMERA

/** The reason why nothing comes of it; null: it is asked for, or comes. */
export type NetworkCameraFault = Extract<CameraState, { is: 'away' }>['fault'] | null
type CameraState = Extract<Notice, { name: 'networkCamera' }>['state']

/** Has the media node take the camera in, over one leg. */
export async function openNetworkCamera(
  leg: MediaSession['leg'],
  paused: boolean,
  ask: SessionAsk,
): Promise<ProducerHandle> {
  const { producerId } = await ask('producer:openNetworkCamera', { leg, paused })
  return networkCameraHandle(ProducerId.parse(producerId), paused, ask)
}

function networkCameraHandle(producerId: ProducerId, begunPaused: boolean, ask: SessionAsk): ProducerHandle {
  let paused = begunPaused
  let sent: Demand | undefined
  let shape: Shape = OPEN.shape
  return {
    id: producerId,
    track: NETWORK_CAMERA,
    get paused() {
      return paused
    },
    get layer() {
      return sent
    },
    get shape() {
      return shape
    },
    // It has one size, and does not go over this line.
    async send(layer, next) {
      sent = layer
      shape = next
    },
    async setPaused(next) {
      paused = next
      await ask('producer:setPaused', { producerId, paused })
    },
    replaceTrack: () => Promise.reject(new Error('a camera of the network has no track here')),
    async close() {
      await ask('producer:close', { producerId }).catch((error: unknown) => {
        // The server was quicker and has closed it already.
        if (failureCode(error) !== 'notYours') throw error
      })
    },
  }
}
