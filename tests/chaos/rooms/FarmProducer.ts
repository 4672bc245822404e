import type { MediaProducer } from '../../../web-client/src/live/media/MediaDevice.ts'
import type { FarmTrack } from '../../load/farm/FarmTrack.ts'

interface Options {
  readonly id: string
  readonly track: MediaStreamTrack
  readonly sent: FarmTrack
  /** Encodings, smallest first. */
  readonly layers: number
}

/** mediasoup-client's producer, of something that the farm sends. */
export class FarmProducer implements MediaProducer {
  readonly id: string
  track: MediaStreamTrack | null
  paused = false
  readonly rtpSender: NonNullable<MediaProducer['rtpSender']>
  readonly #sent: FarmTrack
  #encodings: RTCRtpEncodingParameters[]

  constructor({ id, track, sent, layers }: Options) {
    this.id = id
    this.track = track
    this.#sent = sent
    this.#encodings = Array.from({ length: layers }, () => ({ active: true }))
    this.rtpSender = {
      getParameters: () => ({
        transactionId: '1',
        codecs: [],
        headerExtensions: [],
        rtcp: {},
        encodings: this.#encodings.map((encoding) => ({ ...encoding })),
      }),
      setParameters: async ({ encodings }) => {
        this.#encodings = encodings
        if (!this.paused) await this.#send()
      },
    }
  }

  pause(): void {
    this.paused = true
    this.#sent.mute().catch(() => undefined)
  }

  resume(): void {
    this.paused = false
    void this.#send()
  }

  replaceTrack({ track }: { track: MediaStreamTrack | null }): Promise<void> {
    this.track = track
    return Promise.resolve()
  }

  close(): void {
    this.#sent.stop().catch(() => undefined)
  }

  /** The transport may be gone meanwhile, and the producer with it. */
  #send(): Promise<void> {
    const top = this.#encodings.findLastIndex(({ active }) => active)
    return this.#sent.sendUpTo(top < 0 ? null : top).catch(() => undefined)
  }
}
