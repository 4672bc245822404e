import { LINE_BITRATE, type LineLoad, type OpenedLine, ProduceOnLine } from '@diem-cau/signaling-contract/readiness'
import type { types } from 'mediasoup-client'
import { readinessApi } from '../../api/office/readinessApi.ts'
import { loadDevice, type MediaDevice, type MediaTransport } from '../../live/media/MediaDevice.ts'
import { borrowSound } from '../../live/media/soundContext.ts'
import { numberIn, type Row } from '../../live/media/statistics/readings.ts'
import type { LineLook, LineMeasured } from '../analysis/lineFigures.ts'
import { MadePicture } from '../devices/MadePicture.ts'
import { pause } from '../devices/pause.ts'
import { lineTransport } from './lineTransport.ts'

/** A line that is not there by then does not come, in milliseconds. */
const PATIENCE_MS = 6_000
/** The line is looked at when it has begun to flow, and once more: what goes over it costs a room on a weak line something. */
const FIRST_MS = 300
const SECOND_MS = 650
/** Silence costs next to nothing: a packet that is lost is one of a hundred then. */
const SECOND_OF_SILENCE_MS = 1_700
/** What the picture is told to take, in bits a second, and what it begins with: what a room with the floor sends. */
const PICTURE_BITRATE = 1_200_000
const START_KBIT = 1_000

/** Tries the line to one media node: a made-up picture and silence, or silence alone, go there, and come back to this browser alone. */
export class LineTrial {
  readonly #nodeId: string
  readonly #load: LineLoad
  readonly #closing: (() => void)[] = []
  #lineId: string | null = null
  #isClosed = false

  constructor(nodeId: string, load: LineLoad) {
    this.#nodeId = nodeId
    this.#load = load
  }

  /** @returns null when the line does not come to be. @throws RequestFailed what the office says */
  async run(signal: AbortSignal): Promise<Omit<LineMeasured, 'idleMs'> | null> {
    const opened = await readinessApi.openLine(this.#nodeId)
    this.#lineId = opened.lineId
    // It was closed while it was asked for.
    if (this.#isClosed) {
      this.close()
      return null
    }
    const device = await loadDevice(opened.routerRtpCapabilities)
    const since = performance.now()
    const { send, recv, isConnected } = this.#transports(device, opened)
    // A line that is lost meanwhile leaves nothing to wait for.
    const isLost = isConnected.then((isThere) => (isThere ? new Promise(() => undefined) : null))
    await Promise.race([this.#sendAndReceive(device, opened.lineId, send, recv), isLost])
    if (!(await isConnected)) return null
    const connectMs = performance.now() - since
    const soundBefore = soundSent(await rowsOf(send))
    await readinessApi.resumeLine(opened.lineId)
    await pause(FIRST_MS, signal)
    const before = await look(opened.lineId, send, recv)
    await pause(this.#load === 'full' ? SECOND_MS : SECOND_OF_SILENCE_MS, signal)
    const after = await look(opened.lineId, send, recv)
    return signal.aborted ? null : { connectMs, soundBefore, before, after }
  }

  /** Fine to call again. */
  close(): void {
    this.#isClosed = true
    for (const close of this.#closing.splice(0)) close()
    if (this.#lineId !== null) void readinessApi.endLine(this.#lineId).catch(() => undefined)
    this.#lineId = null
  }

  #transports(device: MediaDevice, opened: OpenedLine) {
    const states = { send: Promise.withResolvers<boolean>(), recv: Promise.withResolvers<boolean>() }
    const lost = () => {
      states.send.resolve(false)
      states.recv.resolve(false)
    }
    const timer = setTimeout(lost, PATIENCE_MS)
    this.#closing.push(lost, () => clearTimeout(timer))
    const made = (direction: 'send' | 'recv'): MediaTransport => {
      const transport = lineTransport(device, opened, direction, (isThere) =>
        isThere ? states[direction].resolve(true) : lost(),
      )
      this.#closing.push(() => transport.close())
      return transport
    }
    const isConnected = Promise.all([states.send.promise, states.recv.promise]).then((all) => all.every(Boolean))
    return { send: made('send'), recv: made('recv'), isConnected }
  }

  /** All that is sent comes back at once. It waits for no connection: that comes while this goes on. */
  async #sendAndReceive(
    device: MediaDevice,
    lineId: string,
    send: MediaTransport,
    recv: MediaTransport,
  ): Promise<void> {
    const receiving: Promise<unknown>[] = []
    send.on('produce', ({ rtpParameters, kind }, done, failed) => {
      const body = ProduceOnLine.parse({ kind, rtpParameters, rtpCapabilities: device.recvRtpCapabilities })
      // oxlint-disable promise/no-callback-in-promise -- mediasoup-client takes its answer by callback
      readinessApi.produceOnLine(lineId, body).then(({ producerId, consumer }) => {
        done({ id: producerId })
        const { consumerId, rtpParameters: parameters, ...rest } = consumer
        receiving.push(recv.consume({ ...rest, id: consumerId, rtpParameters: parameters as types.RtpParameters }))
      }, failed)
      // oxlint-enable promise/no-callback-in-promise
    })
    const sound = borrowSound()
    this.#closing.push(() => sound.giveBack())
    const out = sound.context.createMediaStreamDestination()
    // A destination that nothing plays to gives no sound at all, and so no packets.
    const source = new ConstantSourceNode(sound.context, { offset: 0 })
    source.connect(out)
    source.start()
    this.#closing.push(() => source.stop())
    const [silence] = out.stream.getAudioTracks()
    if (silence) await send.produce({ track: silence, stopTracks: true, codecOptions: { opusDtx: false } })
    if (this.#load === 'full') await this.#sendPicture(send)
    await Promise.all(receiving)
  }

  async #sendPicture(send: MediaTransport): Promise<void> {
    const picture = new MadePicture()
    this.#closing.push(() => picture.close())
    if (picture.track)
      await send.produce({
        track: picture.track,
        stopTracks: true,
        encodings: [{ maxBitrate: Math.min(PICTURE_BITRATE, LINE_BITRATE) }],
        codecOptions: { videoGoogleStartBitrate: START_KBIT },
      })
  }
}

async function look(lineId: string, send: MediaTransport, recv: MediaTransport): Promise<LineLook> {
  const sent = await rowsOf(send)
  const since = performance.now()
  const node = await readinessApi.countLine(lineId)
  const askedMs = performance.now() - since
  return { send: sent, recv: await rowsOf(recv), node, at: performance.now(), askedMs }
}

async function rowsOf(transport: MediaTransport): Promise<Row[]> {
  const rows: Row[] = []
  ;(await transport.getStats()).forEach((row: Row) => rows.push(row))
  return rows
}

function soundSent(rows: readonly Row[]): number {
  const own = rows.find((row) => row['type'] === 'outbound-rtp' && row['kind'] === 'audio')
  return numberIn(own, 'packetsSent') ?? 0
}
