import { join } from 'node:path'
import { fileDevices } from '../../browser/devices/fileDevices.ts'
import { type Planes, writePictures } from '../../browser/devices/writePictures.ts'
import { writeSound } from '../../browser/devices/writeSound.ts'

const CAMERA = { width: 1280, height: 720, fps: 15, frames: 30 }
/** Of luma, from the one to the next sample at most. */
const GRAIN = 9
const SECONDS = 4

/** The same numbers each time, 0 .. 1. */
function* chance(seed: number): Generator<number, never> {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

/** A room that moves, with the grain of a cheap camera: an encoder needs for it what it is given. A flat colour would fit through any line. */
function* room(seed: number): Generator<Planes> {
  const { width, height, frames } = CAMERA
  const random = chance(seed)
  const grain = Buffer.alloc(1 << 20)
  for (let n = 0; n < grain.length; n++) grain[n] = Math.floor(random.next().value * GRAIN)
  const chroma = Buffer.alloc((width * height) / 4, 118)
  const luma = Buffer.alloc(width * height)
  for (let frame = 0; frame < frames; frame++) {
    const turn = (2 * Math.PI * frame) / frames
    const [x0, y0] = [60 * Math.cos(turn), 30 * Math.sin(turn)]
    const offset = (frame * 7919 * 13) % grain.length
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = y * width + x
        const shape = Math.sin((x + x0) / 23) * Math.sin((y + y0) / 17) + Math.sin((x - y + 2 * x0) / 41)
        luma[at] = 110 + Math.round(30 * shape) + (grain[(at + offset) % grain.length] ?? 0)
      }
    yield [luma, chroma, chroma]
  }
}

/**
 * Somebody who speaks without a pause: a voice's harmonics, louder and softer with each syllable. Silence would not be sent, and what is
 * made up in silence is not missed by anybody.
 */
const voice = (hertz: number) => (second: number) => {
  const syllable = 0.35 + 0.3 * Math.sin(2 * Math.PI * 4 * second) + 0.2 * Math.sin(2 * Math.PI * 1.25 * second)
  const pitch = 2 * Math.PI * hertz * second + 3 * Math.sin(2 * Math.PI * 1.5 * second)
  let sum = 0
  for (let harmonic = 1; harmonic <= 12; harmonic++) sum += Math.sin(pitch * harmonic) / harmonic
  return sum * syllable * 0.4
}

/** Writes a camera and a microphone into a folder. @returns Chromium's flags to use them */
export function lineDevices(folder: string, name: string, hertz: number): string[] {
  const [camera, microphone] = [join(folder, `line-${name}.y4m`), join(folder, `line-${name}.wav`)]
  writePictures(camera, CAMERA, room(hertz))
  writeSound(microphone, SECONDS, voice(hertz))
  return fileDevices(camera, microphone)
}
