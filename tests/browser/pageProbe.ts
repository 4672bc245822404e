/** The tests read this in a page; an init script puts it there, so that nothing of it is in the product. */
interface PageProbe {
  readonly connections: RTCPeerConnection[]
  readonly violations: string[]
}

declare global {
  interface Window {
    diemCauProbe: PageProbe
  }
}

/**
 * Init script: keeps every peer connection and every breach of the content security policy, and leads
 * the page's media over the test's line: `ports` maps the media node's ports to the line's; null = no line.
 */
export function installPageProbe(ports: Record<number, number> | null): void {
  const connections: RTCPeerConnection[] = []
  const violations: string[] = []
  window.diemCauProbe = { connections, violations }
  const overTheLine = (sdp: string, ports: Record<number, number>) =>
    sdp
      .split('\r\n')
      .filter((text) => !/^a=candidate:.* tcp /i.test(text))
      .map((text) =>
        text.startsWith('a=candidate:')
          ? text.replace(/ (\d+) typ host/, (whole, port) => (ports[port] ? ` ${ports[port]} typ host` : whole))
          : text,
      )
      .join('\r\n')
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.push(this)
    }
    override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      if (!ports) return super.setRemoteDescription(description)
      return super.setRemoteDescription({ type: description.type, sdp: overTheLine(description.sdp ?? '', ports) })
    }
  }
  document.addEventListener('securitypolicyviolation', (event) => {
    violations.push(`${event.violatedDirective}: ${event.blockedURI}`)
  })
}

/** One row of getStats of every live connection of the page. */
export interface RtpStat {
  readonly type: string
  readonly kind: string
  readonly packetsSent?: number
  readonly packetsReceived?: number
  readonly framesDecoded?: number
  readonly frameHeight?: number
  /** True when the encoding of a stream that is sent is switched on. */
  readonly active?: boolean
  readonly framesPerSecond?: number
  readonly totalAudioEnergy?: number
  readonly trackIdentifier?: string
  readonly mid?: string
  readonly ssrc?: number
}

/** Runs in the page. Reads the codec of the picture that this video shows, as getStats names it; null while nothing of it is decoded. */
export async function readCodec(video: Element): Promise<string | null> {
  const track =
    video instanceof HTMLVideoElement && video.srcObject instanceof MediaStream
      ? video.srcObject.getVideoTracks()[0]
      : undefined
  for (const connection of window.diemCauProbe.connections) {
    if (connection.connectionState === 'closed') continue
    const rows: ReadonlyMap<
      string,
      { type: string; trackIdentifier?: string; framesDecoded?: number; codecId?: string; mimeType?: string }
    > = await connection.getStats()
    for (const row of rows.values()) {
      if (row.type !== 'inbound-rtp' || row.trackIdentifier !== track?.id || !row.framesDecoded) continue
      return rows.get(row.codecId ?? '')?.mimeType ?? null
    }
  }
  return null
}

/** Runs in the page. Reads all inbound-rtp and outbound-rtp rows. */
export async function readRtpStats(): Promise<RtpStat[]> {
  const rows: RtpStat[] = []
  for (const connection of window.diemCauProbe.connections) {
    if (connection.connectionState === 'closed') continue
    for (const row of (await connection.getStats()).values() as IterableIterator<RtpStat>) {
      if (row.type === 'inbound-rtp' || row.type === 'outbound-rtp') rows.push(row)
    }
  }
  return rows
}

/**
 * Runs in the page. Measures how loud (dB) each of the tones `candidates` (Hz) is in all sound that arrives together.
 * Listens for `ms` and takes the strongest moment, since the sites beep.
 */
export async function hearPitches({
  candidates,
  ms,
}: {
  candidates: readonly number[]
  ms: number
}): Promise<Record<number, number>> {
  const context = new AudioContext()
  await context.resume()
  const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 })
  const streams = window.diemCauProbe.connections
    .filter((connection) => connection.connectionState !== 'closed')
    .flatMap((connection) => connection.getReceivers())
    .filter((receiver) => receiver.track.kind === 'audio' && receiver.track.readyState === 'live')
    .map((receiver) => new MediaStream([receiver.track]))
  for (const stream of streams) context.createMediaStreamSource(stream).connect(analyser)
  const bins = new Float32Array(analyser.frequencyBinCount)
  const strongest: Record<number, number> = {}
  const end = performance.now() + ms
  while (performance.now() < end) {
    await new Promise(requestAnimationFrame)
    analyser.getFloatFrequencyData(bins)
    for (const hertz of candidates) {
      const level = bins[Math.round((hertz / context.sampleRate) * analyser.fftSize)] ?? -Infinity
      strongest[hertz] = Math.max(strongest[hertz] ?? -Infinity, level)
    }
  }
  await context.close()
  return strongest
}

/** Runs in the page. Reads the mean colour of a video's upper half, 0..255 each, or null before its first frame. */
export function readColour(video: Element): [number, number, number] | null {
  if (!(video instanceof HTMLVideoElement) || video.videoWidth === 0) return null
  const canvas = document.createElement('canvas')
  canvas.width = 32
  canvas.height = 32
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.drawImage(video, 0, 0, 32, 32)
  const { data } = pen.getImageData(4, 2, 24, 14)
  const sum = [0, 0, 0]
  for (let at = 0; at < data.length; at += 4) for (const c of [0, 1, 2]) sum[c] = (sum[c] ?? 0) + (data[at + c] ?? 0)
  const count = data.length / 4
  return [(sum[0] ?? 0) / count, (sum[1] ?? 0) / count, (sum[2] ?? 0) / count]
}
