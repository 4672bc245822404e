import { writeSound } from './writeSound.ts'

/**
 * Writes a looping WAV for Chromium's `--use-file-for-fake-audio-capture`: beeps of one tone, so that
 * a sound says whose it is. Beeps, since a browser's noise suppression takes a steady tone away.
 * @param hertz the tone
 */
export function writeFakeMicrophone(file: string, hertz: number): void {
  // No two sites beep in step: that would be an echo of the one in the other's microphone.
  const period = 0.4 + (hertz % 7) * 0.05
  writeSound(file, 3, (second) => (second % period < period * 0.7 ? Math.sin(2 * Math.PI * hertz * second) * 0.5 : 0))
}
