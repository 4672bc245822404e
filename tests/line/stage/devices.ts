import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const CAMERA = { width: 1280, height: 720, fps: 15, frames: 30 }
/** Of luma, from the one to the next sample at most. */
const GRAIN = 9
const RATE = 48_000
const SECONDS = 4

/** The same numbers each time, 0 .. 1. */
function* chance(seed: number): Generator<number, never> {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

/** Writes a room that moves, with the grain of a cheap camera: an encoder needs for it what it is given. A flat colour would fit through any line. */
function writeRoom(file: string, seed: number): void {
  const { width, height, fps, frames } = CAMERA
  const random = chance(seed)
  const grain = Buffer.alloc(1 << 20)
  for (let n = 0; n < grain.length; n++) grain[n] = Math.floor(random.next().value * GRAIN)
  const chroma = Buffer.alloc((width * height) / 4, 118)
  const handle = openSync(file, 'w')
  try {
    writeSync(handle, `YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`)
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
      writeSync(handle, 'FRAME\n')
      for (const plane of [luma, chroma, chroma]) writeSync(handle, plane)
    }
  } finally {
    closeSync(handle)
  }
}

/**
 * Writes somebody who speaks without a pause: a voice's harmonics, louder and softer with each syllable. Silence would not be sent, and what is
 * made up in silence is not missed by anybody.
 */
function writeVoice(file: string, hertz: number): void {
  const count = RATE * SECONDS
  const wav = Buffer.alloc(44 + count * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + count * 2, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(RATE, 24)
  wav.writeUInt32LE(RATE * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(count * 2, 40)
  for (let n = 0; n < count; n++) {
    const seconds = n / RATE
    const syllable = 0.35 + 0.3 * Math.sin(2 * Math.PI * 4 * seconds) + 0.2 * Math.sin(2 * Math.PI * 1.25 * seconds)
    const pitch = 2 * Math.PI * hertz * seconds + 3 * Math.sin(2 * Math.PI * 1.5 * seconds)
    let voice = 0
    for (let harmonic = 1; harmonic <= 12; harmonic++) voice += Math.sin(pitch * harmonic) / harmonic
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, voice * syllable * 0.4)) * 32_767), 44 + n * 2)
  }
  writeFileSync(file, wav)
}

/** Writes a camera and a microphone into a folder. @returns Chromium's flags to use them */
export function lineDevices(folder: string, name: string, hertz: number): string[] {
  const [camera, microphone] = [join(folder, `line-${name}.y4m`), join(folder, `line-${name}.wav`)]
  writeRoom(camera, hertz)
  writeVoice(microphone, hertz)
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${camera}`,
    `--use-file-for-fake-audio-capture=${microphone}`,
  ]
}
