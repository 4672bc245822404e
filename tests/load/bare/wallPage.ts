/** The smallest page that shows many cameras: a click on "join" receives all of them over one transport, each in a tile of the size that the address says. */
import { Device, type types } from 'mediasoup-client'
import { io } from 'socket.io-client'

const socket = io({ transports: ['websocket'] })
const device = new Device()
await device.load({ routerRtpCapabilities: (await socket.emitWithAck('describe')) as types.RtpCapabilities })

const size = new URLSearchParams(location.search)
const [width, height] = [Number(size.get('width')), Number(size.get('height'))]

async function join(): Promise<void> {
  performance.mark('bare:join-click')
  const offered = (await socket.emitWithAck('join', device.recvRtpCapabilities, height)) as {
    transport: types.TransportOptions
    consumers: types.ConsumerOptions[]
  }
  const transport = device.createRecvTransport(offered.transport)
  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    socket.emitWithAck('connect-transport', dtlsParameters).then(done, fail)
  })
  const consumers = await Promise.all(offered.consumers.map((options) => transport.consume(options)))
  void socket.emitWithAck('resume')
  document.body.append(...consumers.map(({ track }) => tile(track)))
}

function tile(track: MediaStreamTrack): HTMLVideoElement {
  const video = document.createElement('video')
  video.muted = true
  video.autoplay = true
  video.playsInline = true
  video.width = width
  video.height = height
  video.srcObject = new MediaStream([track])
  return video
}

const button = document.querySelector('button')
button?.addEventListener('click', () => void join())
button?.removeAttribute('disabled')
