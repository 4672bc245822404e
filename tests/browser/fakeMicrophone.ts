import { writeFileSync } from 'node:fs'

const RATE = 48_000
const SECONDS = 3

/**
 * Writes a looping WAV for Chromium's `--use-file-for-fake-audio-capture`: beeps of one tone, so that
 * a sound says whose it is. Beeps, since a browser's noise suppression takes a steady tone away.
 * @param hertz the tone
 */
export function writeFakeMicrophone(file: string, hertz: number): void {
  const samples = RATE * SECONDS
  // No two sites beep in step: that would be an echo of the one in the other's microphone.
  const period = 0.4 + (hertz % 7) * 0.05
  const wav = Buffer.alloc(44 + samples * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + samples * 2, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(RATE, 24)
  wav.writeUInt32LE(RATE * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(samples * 2, 40)
  for (let n = 0; n < samples; n++) {
    const seconds = n / RATE
    const beeping = seconds % period < period * 0.7
    const value = beeping ? Math.sin(2 * Math.PI * hertz * seconds) * 0.5 : 0
    wav.writeInt16LE(Math.round(value * 32_767), 44 + n * 2)
  }
  writeFileSync(file, wav)
}
