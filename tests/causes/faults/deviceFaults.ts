import { installPluggableCamera } from '../../browser/pluggableCamera.ts'
import { installEcho } from '../stage/devices.ts'
import type { Fault } from './Fault.ts'

/** The last for Windows 7. */
const OLD =
  'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/100.0.4896.127 Safari/537.36'

/** What is wrong with the devices of a ward, or its browser. */
export const deviceFaults: readonly Fault[] = [
  { name: 'the camera is covered', expects: 'cameraBlack', ward: { devices: 'cameraBlack', host: 'ward' } },
  { name: 'the camera stands', expects: 'cameraFrozen', ward: { devices: 'cameraFrozen', host: 'ward' } },
  {
    name: 'the camera is unplugged',
    expects: 'cameraLost',
    ward: { devices: 'ordinary', host: 'ward', script: installPluggableCamera },
    begin: ({ rooms }) => rooms.ward.page.evaluate(() => window.plugCamera(false)),
    end: ({ rooms }) => rooms.ward.page.evaluate(() => window.plugCamera(true)),
  },
  { name: 'the microphone is dead', expects: 'microphoneSilent', ward: { devices: 'microphoneDead', host: 'ward' } },
  { name: 'the microphone clips', expects: 'microphoneClips', ward: { devices: 'microphoneClips', host: 'ward' } },
  {
    name: 'the loudspeaker is heard by the microphone',
    expects: 'echo',
    ward: { devices: 'ordinary', host: 'ward', script: installEcho },
  },
  {
    name: 'the browser is old',
    expects: 'browserOld',
    ward: { devices: 'ordinary', host: 'ward', userAgent: OLD },
  },
  {
    name: 'the microphone is too quiet',
    expects: 'microphoneQuiet',
    ward: { devices: 'microphoneQuiet', host: 'ward' },
    begin: ({ rooms }) => rooms.giveFloor(),
  },
]
