import { borrowSound } from '../media/soundContext.ts'

/** All that is heard, as one track: whoever speaks. */
export class MixedSound {
  readonly #sound = borrowSound()
  readonly #mixed = this.#sound.context.createMediaStreamDestination()
  readonly #sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>()

  /** Lives as long as this does. */
  get track(): MediaStreamTrack {
    const [track] = this.#mixed.stream.getAudioTracks()
    if (!track) throw new Error('a destination of Web Audio has a track')
    return track
  }

  /** Exactly these from now on. */
  show(tracks: Iterable<MediaStreamTrack>): void {
    const heard = new Set(tracks)
    for (const [track, source] of this.#sources) {
      if (heard.has(track)) continue
      source.disconnect()
      this.#sources.delete(track)
    }
    for (const track of heard) {
      if (this.#sources.has(track)) continue
      const source = this.#sound.context.createMediaStreamSource(new MediaStream([track]))
      source.connect(this.#mixed)
      this.#sources.set(track, source)
    }
  }

  close(): void {
    this.show([])
    this.#sound.giveBack()
  }
}
