import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const SIZE = { width: 640, height: 360 }

/** Writes a camera whose lens is covered, as Chromium plays it: black, and never anything else. */
function writeBlackCamera(file: string): void {
  const { width, height } = SIZE
  const handle = openSync(file, 'w')
  try {
    writeSync(handle, `YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
    for (let frame = 0; frame < 2; frame++) {
      writeSync(handle, 'FRAME\n')
      writeSync(handle, Buffer.alloc(width * height, 16))
      writeSync(handle, Buffer.alloc((width * height) / 2, 128))
    }
  } finally {
    closeSync(handle)
  }
}

/** Writes a second of a microphone whose button is off: not even noise. */
function writeDeadMicrophone(file: string): void {
  const rate = 48_000
  const wav = Buffer.alloc(44 + rate * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(wav.length - 8, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(rate * 2, 40)
  writeFileSync(file, wav)
}

/** Writes a black camera and a dead microphone into the folder. @returns Chromium's flags to use them */
export function brokenDevices(folder: string): string[] {
  const camera = join(folder, 'black.y4m')
  const microphone = join(folder, 'dead.wav')
  writeBlackCamera(camera)
  writeDeadMicrophone(microphone)
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${camera}`,
    `--use-file-for-fake-audio-capture=${microphone}`,
  ]
}
