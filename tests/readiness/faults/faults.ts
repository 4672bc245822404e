import type { BoardReason } from '@diem-cau/signaling-contract/readiness'
import { HALL } from '../stage/air.ts'
import { OWN } from '../stage/camera.ts'
import type { ReadinessStage } from '../stage/ReadinessStage.ts'

/** Something that goes wrong in a room, and what is to be told of it first. */
export interface RoomFault {
  readonly name: string
  readonly expects: BoardReason
  /** It is found by the office alone: a PC that is off cannot be asked. Null: the room is asked to test itself. */
  readonly silentForMs: number | null
  /** It is to be told that it is mended within this time; milliseconds. */
  readonly clearedWithinMs: number
  readonly begin: (stage: ReadinessStage) => Promise<unknown>
  /** Makes it well again. */
  readonly end: (stage: ReadinessStage) => Promise<unknown>
}

const CLEARED_WITHIN_MS = 10_000
const tested = { silentForMs: null, clearedWithinMs: CLEARED_WITHIN_MS } as const

const shows = (name: string, expects: BoardReason, what: 'black' | 'frozen' | 'covered' | 'away'): RoomFault => ({
  ...tested,
  name,
  expects,
  begin: ({ page }) => page.evaluate((to) => window.setCamera(to), what),
  end: ({ page }) => page.evaluate(() => window.setCamera('room')),
})
const hears = (name: string, expects: BoardReason, air: Partial<typeof HALL>): RoomFault => ({
  ...tested,
  name,
  expects,
  begin: ({ page }) => page.evaluate((changes) => window.setAir(changes), air),
  end: ({ page }) => page.evaluate((changes) => window.setAir(changes), HALL),
})

/** Of a hundred packets so many do not arrive. They are dropped where they come in: a sender whose own computer drops them is told. */
const LOST = 15
/** Kilobit a second, each of them too little for a picture. */
const SLOW = 250

/** A room that was not heard of for three minutes is unread (SPEC 18.22); the office is looked at a moment later. */
const SILENT_MS = 181_000
/** The browser starts, and the page says that it is there. */
const STARTED_WITHIN_MS = 30_000

/** Of devices, of lines, and a PC that is dead. */
export const roomFaults: readonly RoomFault[] = [
  shows('the camera is black', 'pictureBlack', 'black'),
  shows('the camera is frozen', 'pictureFrozen', 'frozen'),
  shows('the camera is covered', 'pictureCovered', 'covered'),
  {
    ...tested,
    name: 'it is the wrong camera',
    expects: 'cameraWrong',
    begin: ({ page }) => page.evaluate((mic) => window.nameDevices('Integrated Webcam', mic), OWN.microphone),
    end: ({ page }) => page.evaluate((own) => window.nameDevices(own.camera, own.microphone), OWN),
  },
  hears('the microphone is dead', 'microphoneDead', { back: 0, echo: 0, noise: 0 }),
  hears('the microphone is quiet', 'microphoneQuiet', { back: 0.001, echo: 0, noise: 0.000_01 }),
  {
    ...tested,
    name: 'it is the wrong microphone',
    expects: 'microphoneWrong',
    begin: ({ page }) => page.evaluate((camera) => window.nameDevices(camera, 'Realtek Audio'), OWN.camera),
    end: ({ page }) => page.evaluate((own) => window.nameDevices(own.camera, own.microphone), OWN),
  },
  hears('there is no loudspeaker', 'loudspeakerNotHeard', { back: 0, echo: 0 }),
  hears('there is an echo', 'echoLoud', { echo: 0.5 }),
  {
    ...tested,
    name: 'the line up is slow',
    expects: 'lineSlowUp',
    begin: ({ hosts }) => hosts.slow('ward', 'up', SLOW),
    end: ({ hosts }) => hosts.slow('ward', 'up', null),
  },
  {
    ...tested,
    name: 'the line loses packets',
    expects: 'lineLossUp',
    begin: ({ hosts }) =>
      hosts.filter('sfu', {
        in: [`ip saddr ${hosts.of('ward').address} meta l4proto udp numgen random mod 100 < ${LOST} drop`],
      }),
    end: ({ hosts }) => hosts.filter('sfu', null),
  },
  {
    ...tested,
    name: 'only port 443 is open',
    expects: 'lineOnly443',
    begin: ({ hosts }) =>
      hosts.filter('ward', {
        out: ['meta l4proto udp drop', 'tcp flags syn tcp dport != 443 drop'],
        in: ['meta l4proto udp drop'],
      }),
    end: ({ hosts }) => hosts.filter('ward', null),
  },
  {
    name: 'the PC is dead',
    expects: 'silent',
    silentForMs: SILENT_MS,
    clearedWithinMs: STARTED_WITHIN_MS,
    begin: (stage) => stage.cutPower(),
    end: (stage) => stage.powerUp(),
  },
]
