import { requests, type RtpCapabilities } from '@diem-cau/signaling-contract'
import { Device, type types } from 'mediasoup-client'
import type { ConsumerHandle } from './arrival.ts'

/** mediasoup-client's device, as far as the media of a meeting needs it; tests stand in for it. */
export interface MediaDevice extends Pick<Device, 'recvRtpCapabilities' | 'sendRtpCapabilities'> {
  createSendTransport(options: types.TransportOptions): MediaTransport
  createRecvTransport(options: types.TransportOptions): MediaTransport
}

export interface MediaTransport {
  readonly closed: boolean
  on(event: 'connect', listener: (data: { dtlsParameters: types.DtlsParameters }, done: () => void) => void): unknown
  on(
    event: 'produce',
    listener: (data: Produced, done: (made: { id: string }) => void, failed: (error: Error) => void) => void,
  ): unknown
  on(event: 'connectionstatechange', listener: (state: types.ConnectionState) => void): unknown
  consume(options: types.ConsumerOptions): Promise<ConsumerHandle>
  produce(options: types.ProducerOptions): Promise<MediaProducer>
  getStats(): Promise<RTCStatsReport>
  restartIce(options: { iceParameters: types.IceParameters }): Promise<void>
  /** Counts from the next restart of ICE on. */
  updateIceServers(options: { iceServers: RTCIceServer[] }): Promise<void>
  close(): void
}

interface Produced {
  readonly kind: types.MediaKind
  readonly rtpParameters: types.RtpParameters
  readonly appData: types.AppData
}

export interface MediaProducer extends Pick<
  types.Producer,
  'id' | 'track' | 'paused' | 'pause' | 'resume' | 'replaceTrack' | 'close'
> {
  readonly rtpSender?: Pick<RTCRtpSender, 'getParameters' | 'setParameters'> | undefined
}

/** Loads mediasoup-client's Device. @throws Error when this browser cannot */
export async function loadDevice(routerRtpCapabilities: RtpCapabilities): Promise<MediaDevice> {
  const device = await Device.factory()
  // The contract has the same shape, which mediasoup-client types a little differently.
  await device.load({ routerRtpCapabilities: routerRtpCapabilities as types.RtpCapabilities })
  return device
}

/** Describes to the server the codecs and extensions that this device can receive. */
export function capabilitiesOf(device: MediaDevice): RtpCapabilities {
  return requests['media:capabilities'].data.shape.rtpCapabilities.parse(device.recvRtpCapabilities)
}
