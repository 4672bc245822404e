import { CameraOnLine } from '@diem-cau/signaling-contract/readiness'
import type { types } from 'mediasoup-client'
import { readinessApi } from '../../api/office/readinessApi.ts'
import { loadDevice } from '../../live/media/MediaDevice.ts'
import { lineTransport } from './lineTransport.ts'

/** The picture of the room's camera of the network, as it would come to others, on a line of this page alone. */
export class NetworkCameraLine {
  #close: (() => void) | null = null
  #lineId: string | null = null
  #isClosed = false

  /** @returns the picture; null when it was closed meanwhile. @throws RequestFailed what the office says */
  async open(nodeId: string): Promise<MediaStreamTrack | null> {
    const opened = await readinessApi.openLine(nodeId)
    const { lineId } = opened
    this.#lineId = lineId
    const device = await loadDevice(opened.routerRtpCapabilities)
    const body = CameraOnLine.parse({ rtpCapabilities: device.recvRtpCapabilities })
    const { consumer } = await readinessApi.cameraOnLine(lineId, body)
    if (this.#isClosed) {
      this.close()
      return null
    }
    const recv = lineTransport(device, opened, 'recv', () => undefined)
    this.#close = () => recv.close()
    const { consumerId, rtpParameters, ...rest } = consumer
    const { track } = await recv.consume({
      ...rest,
      id: consumerId,
      rtpParameters: rtpParameters as types.RtpParameters,
    })
    await readinessApi.resumeLine(lineId)
    return track
  }

  /** Fine to call again. */
  close(): void {
    this.#isClosed = true
    this.#close?.()
    this.#close = null
    if (this.#lineId !== null) void readinessApi.endLine(this.#lineId).catch(() => undefined)
    this.#lineId = null
  }
}
