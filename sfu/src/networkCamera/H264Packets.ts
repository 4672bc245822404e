import type { VideoTrack } from './videoTrack.ts'

/** RFC 6184, 5.2: kinds of what an RTP packet carries. */
const IDR = 5
const SEI = 6
const SPS = 7
const PPS = 8
const DELIMITER = 9
const FILLER = 12
const STAP_A = 24
const FU_A = 28

/** Neither is needed to show a picture. */
const LEFT_OUT: ReadonlySet<number> = new Set([SEI, DELIMITER, FILLER])

const HEADER_BYTES = 12
/** Most of a packet's payload, so that it goes through every line that browsers are behind, bytes. */
const MAX_PAYLOAD = 1_180
/** No frame of a camera is larger, bytes: beyond it somebody sends a frame without an end. */
const MAX_UNIT = 4 * 1024 * 1024
/** Of the clock that timestamps of pictures have. */
const TICKS_PER_MS = 90

export type H264PacketsOptions = {
  readonly ssrc: number
  readonly payloadType: number
  /** Monotonic, milliseconds. */
  readonly now?: () => number
}

/** What is new with a packet of the camera. */
export type Taken = {
  readonly packets: readonly Buffer[]
  /** A frame that one can begin with begins. */
  readonly isKeyframe: boolean
  /** A frame begins. */
  readonly isFrame: boolean
  /** A frame that is to be shown before the one that came before it. */
  readonly goesBack: boolean
}

const NOTHING: Taken = { packets: [], isKeyframe: false, isFrame: false, goesBack: false }

/**
 * Packets of a camera as browsers and the worker want them, without touching the picture: small enough, the parameter sets right before
 * each keyframe (by which the worker knows one), one numbering however often the camera was away. After a packet that is missing nothing
 * goes on until the next keyframe: a picture that stands is better than one that is torn.
 */
export class H264Packets {
  readonly #options: Required<H264PacketsOptions>
  #payloadType: number | undefined
  #sps: Buffer | undefined
  #pps: Buffer | undefined
  #sequence = Math.floor(Math.random() * 0x8000)
  /** Of the camera's session: the last number, and the last timestamp. */
  #from: { sequence: number; timestamp: number } | undefined
  /** The last timestamp that was given, and when. */
  #given: { timestamp: number; at: number } | undefined
  #fragments: Buffer[] = []
  #fragmentBytes = 0
  #waitsForKeyframe = true
  /** The frame of this timestamp has its parameter sets. */
  #begun: number | undefined

  constructor(options: H264PacketsOptions) {
    this.#options = { now: () => performance.now(), ...options }
  }

  /** A new session with the camera. @param track its payload type, and parameter sets that need not come in the stream */
  begin({ payloadType, parameterSets }: Pick<VideoTrack, 'payloadType' | 'parameterSets'>): void {
    this.#payloadType = payloadType
    for (const set of parameterSets) this.#remember(set)
    this.#from = undefined
    this.#begun = undefined
    this.#fragments = []
    this.#waitsForKeyframe = true
  }

  take(rtp: Buffer): Taken {
    const parsed = parseRtp(rtp)
    if (parsed === null || parsed.payloadType !== this.#payloadType || parsed.payload.length < 2) return NOTHING
    const { sequence, timestamp, isLast, payload } = parsed
    const former = this.#from
    if (former !== undefined && sequence !== ((former.sequence + 1) & 0xffff)) {
      this.#waitsForKeyframe = true
      this.#fragments = []
    }
    const step = former === undefined ? 1 : (timestamp - former.timestamp) | 0
    const isFrame = step !== 0
    const given = this.#timestamp(former, step)
    this.#from = { sequence, timestamp }
    const units = this.#unitsOf(payload)
    let isKeyframe = false
    const payloads: Buffer[] = []
    for (const unit of units) {
      const kind = kindOf(unit)
      if (kind === SPS || kind === PPS) this.#remember(unit)
      else if (!LEFT_OUT.has(kind)) {
        if (kind === IDR && this.#begun !== timestamp && this.#sps && this.#pps) {
          this.#begun = timestamp
          this.#waitsForKeyframe = false
          isKeyframe = true
          payloads.push(together(this.#sps, this.#pps))
        }
        if (!this.#waitsForKeyframe) payloads.push(...split(unit))
      }
    }
    const packets = payloads.map((one, index) => this.#packet(one, given, isLast && index === payloads.length - 1))
    return { packets, isKeyframe, isFrame, goesBack: step < 0 }
  }

  /** The same distance as at the camera; over a session's end the time that has passed. */
  #timestamp(former: { timestamp: number } | undefined, step: number): number {
    const now = this.#options.now()
    const last = this.#given
    const ticks = former === undefined ? Math.round((now - (last?.at ?? now)) * TICKS_PER_MS) : step
    const timestamp = ((last?.timestamp ?? Math.floor(Math.random() * 0x7fffffff)) + ticks) >>> 0
    this.#given = { timestamp, at: now }
    return timestamp
  }

  /** Whole units (NAL) of a packet; of one that comes in fragments when the last is there. */
  #unitsOf(payload: Buffer): Buffer[] {
    const kind = kindOf(payload)
    if (kind > 0 && kind < STAP_A) return [payload]
    if (kind === STAP_A) return apart(payload)
    if (kind !== FU_A || payload.length < 3) return []
    const [indicator = 0, header = 0] = payload
    if (header & 0x80) this.#fragments = [Buffer.from([(indicator & 0xe0) | (header & 0x1f)])]
    else if (this.#fragments.length === 0) return []
    this.#fragmentBytes = header & 0x80 ? payload.length : this.#fragmentBytes + payload.length
    if (this.#fragmentBytes > MAX_UNIT) {
      this.#fragments = []
      return []
    }
    this.#fragments.push(payload.subarray(2))
    if (!(header & 0x40)) return []
    const unit = Buffer.concat(this.#fragments)
    this.#fragments = []
    return [unit]
  }

  #remember(set: Buffer): void {
    if (kindOf(set) === SPS) this.#sps = Buffer.from(set)
    else if (kindOf(set) === PPS) this.#pps = Buffer.from(set)
  }

  #packet(payload: Buffer, timestamp: number, isLast: boolean): Buffer {
    const { ssrc, payloadType } = this.#options
    this.#sequence = (this.#sequence + 1) & 0xffff
    const packet = Buffer.allocUnsafe(HEADER_BYTES + payload.length)
    packet[0] = 0x80
    packet[1] = payloadType | (isLast ? 0x80 : 0)
    packet.writeUInt16BE(this.#sequence, 2)
    packet.writeUInt32BE(timestamp, 4)
    packet.writeUInt32BE(ssrc, 8)
    payload.copy(packet, HEADER_BYTES)
    return packet
  }
}

function kindOf(unit: Buffer): number {
  return (unit[0] ?? 0) & 0x1f
}

function together(...units: readonly Buffer[]): Buffer {
  const parts = units.flatMap((unit) => [Buffer.from([unit.length >> 8, unit.length & 0xff]), unit])
  return Buffer.concat([Buffer.from([0x60 | STAP_A]), ...parts])
}

function apart(payload: Buffer): Buffer[] {
  const units: Buffer[] = []
  for (let at = 1; at + 2 < payload.length;) {
    const end = at + 2 + payload.readUInt16BE(at)
    if (end > payload.length) break
    units.push(payload.subarray(at + 2, end))
    at = end
  }
  return units.filter(({ length }) => length > 0)
}

/** A unit as payloads of packets: itself, or fragments (FU-A) of one size. */
function split(unit: Buffer): Buffer[] {
  if (unit.length <= MAX_PAYLOAD) return [unit]
  const [head = 0] = unit
  const body = unit.subarray(1)
  const count = Math.ceil(body.length / (MAX_PAYLOAD - 2))
  const size = Math.ceil(body.length / count)
  return Array.from({ length: count }, (_, index) => {
    const marks = (index === 0 ? 0x80 : 0) | (index === count - 1 ? 0x40 : 0)
    const part = body.subarray(index * size, (index + 1) * size)
    return Buffer.concat([Buffer.from([(head & 0xe0) | FU_A, marks | (head & 0x1f)]), part])
  })
}

/** RFC 3550, 5.1. Null: not RTP. */
function parseRtp(rtp: Buffer) {
  if (rtp.length < HEADER_BYTES || ((rtp[0] ?? 0) & 0xc0) !== 0x80) return null
  const [first = 0, second = 0] = rtp
  let start = HEADER_BYTES + 4 * (first & 0x0f)
  if (first & 0x10) {
    if (rtp.length < start + 4) return null
    start += 4 + 4 * rtp.readUInt16BE(start + 2)
  }
  const end = rtp.length - (first & 0x20 ? (rtp.at(-1) ?? 0) : 0)
  if (start >= end) return null
  return {
    payloadType: second & 0x7f,
    isLast: (second & 0x80) !== 0,
    sequence: rtp.readUInt16BE(2),
    timestamp: rtp.readUInt32BE(4),
    payload: rtp.subarray(start, end),
  }
}
