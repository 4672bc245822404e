import { TUNE, TUNE_GAIN, TUNE_SEC } from '../analysis/testTune.ts'

/** Notes begin and end softly, in seconds: a tone that is cut off clicks. */
const EDGE_SEC = 0.015

export interface Tune {
  /** The context's clock, in seconds. */
  readonly startsAt: number
  close(): void
}

/** Plays the tune of a test on this speaker ('' is the system's own), from a moment of the context's clock on. */
export async function playTune(context: AudioContext, speakerId: string, inSec: number): Promise<Tune> {
  const out = context.createMediaStreamDestination()
  const element = document.createElement('audio')
  element.srcObject = out.stream
  if (speakerId && 'setSinkId' in element) await element.setSinkId(speakerId).catch(() => undefined)
  await element.play()
  const startsAt = context.currentTime + inSec
  for (const { from, to, hertz } of TUNE) {
    const oscillator = new OscillatorNode(context, { frequency: hertz })
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, startsAt + from)
    gain.gain.linearRampToValueAtTime(TUNE_GAIN, startsAt + from + EDGE_SEC)
    gain.gain.setValueAtTime(TUNE_GAIN, startsAt + to - EDGE_SEC)
    gain.gain.linearRampToValueAtTime(0, startsAt + to)
    oscillator.connect(gain).connect(out)
    oscillator.start(startsAt + from)
    oscillator.stop(startsAt + to)
  }
  const last = setTimeout(() => (element.srcObject = null), (inSec + TUNE_SEC + 1) * 1_000)
  return {
    startsAt,
    close: () => {
      clearTimeout(last)
      element.srcObject = null
    },
  }
}
