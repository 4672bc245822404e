import { ProducerId, type Notice } from '@diem-cau/signaling-contract'
import { handleOf } from './handleOf.ts'
import type { ProducerHandle } from './LegPublisher.ts'
import type { MediaSession, SessionAsk } from './MediaSession.ts'

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
  let isPaused = paused
  return handleOf(
    ProducerId.parse(producerId),
    {
      track: NETWORK_CAMERA,
      get paused() {
        return isPaused
      },
      pause(next) {
        isPaused = next
      },
      // It has one size, and does not go over this line.
      send: async () => undefined,
      replaceTrack: () => Promise.reject(new Error('a camera of the network has no track here')),
      close: () => undefined,
    },
    ask,
  )
}
