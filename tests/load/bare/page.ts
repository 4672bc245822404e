/** The smallest page: `#publish` sends the camera; without it a click on "join" shows it. */
import { Device, type types } from 'mediasoup-client'
import { io } from 'socket.io-client'

const socket = io({ transports: ['websocket'] })
const device = new Device()
await device.load({ routerRtpCapabilities: (await socket.emitWithAck('describe')) as types.RtpCapabilities })

function connectOnDemand(transport: types.Transport): void {
  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    socket.emitWithAck('connect-transport', dtlsParameters).then(done, fail)
  })
}

async function publish(): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { width: { ideal: 1280 }, height: { ideal: 720 } },
  })
  const transport = device.createSendTransport((await socket.emitWithAck('publish')) as types.TransportOptions)
  connectOnDemand(transport)
  transport.on('produce', ({ rtpParameters }, done, fail) => {
    socket.emitWithAck('produce', rtpParameters).then((id: string) => done({ id }), fail)
  })
  const track = stream.getVideoTracks()[0]
  if (!track) throw new Error('no camera')
  await transport.produce({
    track,
    // The web client sends its camera so.
    encodings: [
      { rid: 'r0', scaleResolutionDownBy: 4, maxBitrate: 120_000, scalabilityMode: 'L1T3' },
      { rid: 'r1', scaleResolutionDownBy: 2, maxBitrate: 350_000, scalabilityMode: 'L1T3' },
      { rid: 'r2', scaleResolutionDownBy: 1, maxBitrate: 1_200_000, scalabilityMode: 'L1T3' },
    ],
  })
  document.title = 'published'
}

async function join(): Promise<void> {
  const offered = (await socket.emitWithAck('join', device.recvRtpCapabilities)) as {
    transport: types.TransportOptions
    consumer: types.ConsumerOptions
  }
  const transport = device.createRecvTransport(offered.transport)
  connectOnDemand(transport)
  const { track } = await transport.consume(offered.consumer)
  void socket.emitWithAck('resume')
  const video = document.createElement('video')
  video.muted = true
  video.autoplay = true
  video.playsInline = true
  video.width = 640
  video.srcObject = new MediaStream([track])
  document.body.append(video)
}

if (location.hash === '#publish') await publish()
else {
  const button = document.querySelector('button')
  button?.addEventListener('click', () => void join())
  button?.removeAttribute('disabled')
}
