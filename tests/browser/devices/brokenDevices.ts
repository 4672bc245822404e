import { join } from 'node:path'
import { fileDevices } from './fileDevices.ts'
import { writeStill } from './writePictures.ts'
import { writeSound } from './writeSound.ts'

/** Writes a camera whose lens is covered and a microphone whose button is off, not even noise, into the folder. @returns Chromium's flags to use them */
export function brokenDevices(folder: string): string[] {
  const [camera, microphone] = [join(folder, 'black.y4m'), join(folder, 'dead.wav')]
  writeStill(camera, 16)
  writeSound(microphone, 1, () => 0)
  return fileDevices(camera, microphone)
}
