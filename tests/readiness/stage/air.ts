/** What is between a room's loudspeaker and its microphone, and what the microphone is like. Amplitudes, of 1. */
export interface Air {
  /** How much of the loudspeaker comes back; 0: none is heard. */
  readonly back: number
  /** The same in what echo cancellation leaves. */
  readonly echo: number
  readonly delaySec: number
  /** Of the room itself: soft noise that never ends. 0 with nothing of the loudspeaker: the microphone is dead. */
  readonly noise: number
}

/** A hall with curtains, where all is well. */
export const HALL: Air = { back: 0.5, echo: 0.000_5, delaySec: 0.09, noise: 0.001 }

declare global {
  interface Window {
    setAir(air: Partial<Air>): void
  }
}

/**
 * Init script: the page's microphone hears the room and what the page plays, as much of it as `air` says and `setAir` changes. Sound, its
 * analysis and all else are the browser's own; what the air and a canceller do is made here, as no two fake devices share any.
 */
export function installAir(air: Air): void {
  let context: AudioContext | null = null
  const made: {
    readonly noise: GainNode
    readonly back: GainNode
    readonly delay: DelayNode
    readonly isCancelled: boolean
  }[] = []
  let now = air
  const speakers: AudioNode[] = []
  const apply = () => {
    for (const { noise, back, delay, isCancelled } of made) {
      noise.gain.value = now.noise
      back.gain.value = isCancelled ? now.echo : now.back
      delay.delayTime.value = now.delaySec
    }
  }
  window.setAir = (changes) => {
    now = { ...now, ...changes }
    apply()
  }
  const theContext = () => (context ??= new AudioContext())
  const play = Reflect.get<HTMLMediaElement, 'play'>(HTMLMediaElement.prototype, 'play')
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    const stream = this.srcObject
    if (stream instanceof MediaStream && !this.muted && stream.getAudioTracks().length > 0) {
      const speaker = theContext().createMediaStreamSource(stream)
      speakers.push(speaker)
      for (const { delay } of made) speaker.connect(delay)
    }
    return play.call(this)
  }
  const ear = async (isCancelled: boolean): Promise<MediaStreamTrack | undefined> => {
    const own = theContext()
    await own.resume()
    const out = own.createMediaStreamDestination()
    const buffer = own.createBuffer(1, own.sampleRate * 2, own.sampleRate)
    const samples = buffer.getChannelData(0)
    for (let n = 0; n < samples.length; n++) samples[n] = 2 * Math.random() - 1
    const hiss = new AudioBufferSourceNode(own, { buffer, loop: true })
    const parts = { noise: new GainNode(own), back: new GainNode(own), delay: new DelayNode(own), isCancelled }
    hiss.connect(parts.noise).connect(out)
    parts.delay.connect(parts.back).connect(out)
    for (const speaker of speakers) speaker.connect(parts.delay)
    hiss.start()
    made.push(parts)
    apply()
    return out.stream.getAudioTracks()[0]
  }
  const devices = navigator.mediaDevices
  const open = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (constraints) => {
    const stream = await open(constraints)
    const [real] = stream.getAudioTracks()
    if (!real) return stream
    const wanted = typeof constraints?.audio === 'object' ? constraints.audio.echoCancellation : undefined
    const track = await ear(wanted === true)
    if (!track) return stream
    Object.defineProperty(track, 'label', { value: real.label, configurable: true })
    return new MediaStream([...stream.getVideoTracks(), track])
  }
}
