import type { ReadinessReason } from '@diem-cau/signaling-contract/readiness'
import { HALL } from '../stage/air.ts'
import { OWN } from '../stage/camera.ts'
import type { ReadinessStage } from '../stage/ReadinessStage.ts'

/** Something that goes wrong in a room, and what is to be told of it first. */
export interface RoomFault {
  readonly name: string
  readonly expects: ReadinessReason
  readonly begin: (stage: ReadinessStage) => Promise<unknown>
  /** Makes it well again. */
  readonly end: (stage: ReadinessStage) => Promise<unknown>
}

const shows = (name: string, expects: ReadinessReason, what: 'black' | 'frozen' | 'covered' | 'away'): RoomFault => ({
  name,
  expects,
  begin: ({ page }) => page.evaluate((to) => window.setCamera(to), what),
  end: ({ page }) => page.evaluate(() => window.setCamera('room')),
})
const hears = (name: string, expects: ReadinessReason, air: Partial<typeof HALL>): RoomFault => ({
  name,
  expects,
  begin: ({ page }) => page.evaluate((changes) => window.setAir(changes), air),
  end: ({ page }) => page.evaluate((changes) => window.setAir(changes), HALL),
})

/** Of a hundred packets so many do not arrive. They are dropped where they come in: a sender whose own computer drops them is told. */
const LOST = 15
/** Kilobit a second, each of them too little for a picture. */
const SLOW = 250

/** Twelve faults, as the office asked for, and one that is not a fault of a device. */
export const roomFaults: readonly RoomFault[] = [
  shows('the camera is black', 'pictureBlack', 'black'),
  shows('the camera is frozen', 'pictureFrozen', 'frozen'),
  shows('the camera is covered', 'pictureCovered', 'covered'),
  {
    name: 'it is the wrong camera',
    expects: 'cameraWrong',
    begin: ({ page }) => page.evaluate((mic) => window.nameDevices('Integrated Webcam', mic), OWN.microphone),
    end: ({ page }) => page.evaluate((own) => window.nameDevices(own.camera, own.microphone), OWN),
  },
  hears('the microphone is dead', 'microphoneDead', { back: 0, echo: 0, noise: 0 }),
  hears('the microphone is quiet', 'microphoneQuiet', { back: 0.001, echo: 0, noise: 0.000_01 }),
  {
    name: 'it is the wrong microphone',
    expects: 'microphoneWrong',
    begin: ({ page }) => page.evaluate((camera) => window.nameDevices(camera, 'Realtek Audio'), OWN.camera),
    end: ({ page }) => page.evaluate((own) => window.nameDevices(own.camera, own.microphone), OWN),
  },
  hears('there is no loudspeaker', 'loudspeakerNotHeard', { back: 0, echo: 0 }),
  hears('there is an echo', 'echoLoud', { echo: 0.5 }),
  {
    name: 'the line up is slow',
    expects: 'lineSlowUp',
    begin: ({ hosts }) => hosts.slow('ward', 'up', SLOW),
    end: ({ hosts }) => hosts.slow('ward', 'up', null),
  },
  {
    name: 'the line loses packets',
    expects: 'lineLossUp',
    begin: ({ hosts }) =>
      hosts.filter('sfu', {
        in: [`ip saddr ${hosts.of('ward').address} meta l4proto udp numgen random mod 100 < ${LOST} drop`],
      }),
    end: ({ hosts }) => hosts.filter('sfu', null),
  },
  {
    name: 'only port 443 is open',
    expects: 'lineOnly443',
    begin: ({ hosts }) =>
      hosts.filter('ward', {
        out: ['meta l4proto udp drop', 'tcp flags syn tcp dport != 443 drop'],
        in: ['meta l4proto udp drop'],
      }),
    end: ({ hosts }) => hosts.filter('ward', null),
  },
]
