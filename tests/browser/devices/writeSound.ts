import { writeFileSync } from 'node:fs'

const RATE = 48_000

/**
 * Writes a WAV for Chromium's `--use-file-for-fake-audio-capture`, which plays it again and again.
 * @param seconds its length
 * @param sample -1 .. 1 at a moment in seconds; what is beyond is cut, as an amplifier would
 */
export function writeSound(file: string, seconds: number, sample: (second: number) => number): void {
  const count = RATE * seconds
  const wav = Buffer.alloc(44 + count * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(wav.length - 8, 4)
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
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample(n / RATE))) * 32_767), 44 + n * 2)
  }
  writeFileSync(file, wav)
}
