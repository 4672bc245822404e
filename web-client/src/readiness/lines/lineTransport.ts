import { ConnectLine, type OpenedLine } from '@diem-cau/signaling-contract/readiness'
import { readinessApi } from '../../api/office/readinessApi.ts'
import type { MediaDevice, MediaTransport } from '../../live/media/MediaDevice.ts'
import { iceServersOf } from '../../live/media/paths/iceServersOf.ts'

/**
 * A transport of a line that is tried.
 * @param onState it is connected (true), or will not be any more
 */
export function lineTransport(
  device: MediaDevice,
  opened: OpenedLine,
  direction: 'send' | 'recv',
  onState: (isConnected: boolean) => void,
): MediaTransport {
  const options = { ...opened[direction], iceServers: opened.turn ? iceServersOf(opened.turn) : [] }
  const transport = direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options)
  transport.on('connect', ({ dtlsParameters }, done) => {
    const body = ConnectLine.parse({ direction, dtlsParameters })
    readinessApi.connectLine(opened.lineId, body).then(
      // oxlint-disable-next-line promise/no-callback-in-promise -- mediasoup-client takes its answer by callback
      () => done(),
      () => onState(false),
    )
  })
  transport.on('connectionstatechange', (state) => {
    if (state === 'connected') onState(true)
    if (state === 'failed' || state === 'closed') onState(false)
  })
  return transport
}
