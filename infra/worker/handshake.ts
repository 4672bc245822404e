import { once } from 'node:events'
import type { types } from 'mediasoup'
import {
  IceCandidate,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  RtpHeader,
  RtpPacket,
} from 'werift'

/** SRTP profiles in the order Chromium offers them, as registered by IANA (RFC 5764, RFC 7714). */
const AEAD_AES_128_GCM = 0x0007
const AES128_CM_HMAC_SHA1_80 = 0x0001

const CODEC: types.RtpCodecCapability = {
  kind: 'audio',
  mimeType: 'audio/opus',
  preferredPayloadType: 111,
  clockRate: 48_000,
  channels: 2,
}
const SEND_SSRC = 0x5e4d_0001
const BACK_SSRC = 0x5e4d_0002
/** RTP is not answered, so it is repeated until the far side has one packet. */
const RESEND_MS = 50

/**
 * One ICE connection, one DTLS handshake and one RTP payload each way through SRTP between `worker`
 * and an independent implementation (werift). Direct transports are the ends inside the worker, so
 * that what was encrypted on one side is compared in the clear on the other.
 */
export async function handshake(worker: types.Worker, signal: AbortSignal): Promise<void> {
  const server = await worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] })
  const router = await worker.createRouter({ mediaCodecs: [CODEC] })
  const direct = await router.createDirectTransport()
  const transport = await router.createWebRtcTransport({ webRtcServer: server, enableUdp: true, enableTcp: false })
  const far = await connect(transport, signal)
  try {
    await sendIn(far, transport, direct, router, signal)
    await sendOut(far, transport, direct, router, signal)
  } finally {
    await far.stop()
    await far.iceTransport.stop()
  }
}

async function connect(transport: types.WebRtcTransport, signal: AbortSignal): Promise<RTCDtlsTransport> {
  const ice = new RTCIceTransport(new RTCIceGatherer({ additionalHostAddresses: ['127.0.0.1'] }))
  const certificate = await RTCDtlsTransport.SetupCertificate()
  const dtls = new RTCDtlsTransport({}, ice, certificate, [AEAD_AES_128_GCM, AES128_CM_HMAC_SHA1_80])
  dtls.role = 'client'

  ice.connection.iceControlling = true // mediasoup is ICE lite and always controlled
  await ice.gather()
  ice.setRemoteParams(
    new RTCIceParameters({
      iceLite: true,
      usernameFragment: transport.iceParameters.usernameFragment,
      password: transport.iceParameters.password,
    }),
  )
  for (const { foundation, address, port, priority } of transport.iceCandidates) {
    await ice.addRemoteCandidate(new IceCandidate(1, foundation, address, port, priority, 'udp', 'host'))
  }
  await ice.addRemoteCandidate(undefined)

  const [fingerprint] = certificate.getFingerprints()
  if (!fingerprint) throw new Error('werift made no certificate')
  await transport.connect({
    dtlsParameters: { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: fingerprint.value }] },
  })
  dtls.setRemoteParams(
    new RTCDtlsParameters(
      transport.dtlsParameters.fingerprints.map(({ algorithm, value }) => new RTCDtlsFingerprint(algorithm, value)),
      'server',
    ),
  )
  await abortable(ice.start(), signal)
  await abortable(dtls.start(), signal)
  return dtls
}

/** werift -> SRTP -> worker -> direct transport */
async function sendIn(
  far: RTCDtlsTransport,
  transport: types.WebRtcTransport,
  direct: types.DirectTransport,
  router: types.Router,
  signal: AbortSignal,
): Promise<void> {
  const producer = await transport.produce({ kind: 'audio', rtpParameters: opus(SEND_SSRC) })
  const consumer = await direct.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities })
  const payload = Buffer.from('điểm cầu -> worker')
  const arrived = once(consumer, 'rtp', { signal })
  const repeat = setInterval(() => void far.sendRtp(payload, header(SEND_SSRC)).catch(() => undefined), RESEND_MS)
  try {
    const [packet]: unknown[] = await arrived
    expectPayload(packet, payload, 'from the network to the worker')
  } finally {
    clearInterval(repeat)
  }
}

/** direct transport -> worker -> SRTP -> werift */
async function sendOut(
  far: RTCDtlsTransport,
  transport: types.WebRtcTransport,
  direct: types.DirectTransport,
  router: types.Router,
  signal: AbortSignal,
): Promise<void> {
  const producer = await direct.produce({ kind: 'audio', rtpParameters: opus(BACK_SSRC) })
  await transport.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities })
  const payload = Buffer.from('worker -> điểm cầu')
  const arrived = new Promise<Buffer>((resolve) => {
    far.onRtp.subscribe((packet) => resolve(packet.serialize()))
  })
  const repeat = setInterval(() => producer.send(new RtpPacket(header(BACK_SSRC), payload).serialize()), RESEND_MS)
  try {
    expectPayload(await abortable(arrived, signal), payload, 'from the worker to the network')
  } finally {
    clearInterval(repeat)
  }
}

function opus(ssrc: number): types.RtpParameters {
  return {
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
    encodings: [{ ssrc }],
  }
}

let sequence = 1_000
function header(ssrc: number): RtpHeader {
  sequence += 1
  return new RtpHeader({ version: 2, payloadType: 111, sequenceNumber: sequence, timestamp: sequence * 960, ssrc })
}

function expectPayload(packet: unknown, payload: Buffer, direction: string): void {
  if (!Buffer.isBuffer(packet) || !RtpPacket.deSerialize(packet).payload.equals(payload)) {
    throw new Error(`media ${direction} arrived changed`)
  }
}

async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.throwIfAborted()
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
