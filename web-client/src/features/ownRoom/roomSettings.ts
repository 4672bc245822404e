import { RoomSettings } from '@diem-cau/signaling-contract/readiness'
import { z } from 'zod'
import { createStore } from 'zustand/vanilla'
import { browserStorage } from '../../browser/storage.ts'
import { remember } from '../../live/meeting/preferences.ts'

/** Choices of the dialog on the TV: one press of OK goes on to the next. Minutes. */
export const LOBBY_MINUTES = [5, 10, 15, 30] as const
export const JOIN_MINUTES = [0, 5, 10] as const

export type SecondShows = RoomSettings['secondShows']

const KEY = 'diem-cau.roomSettings'
const UNTOLD_KEY = 'diem-cau.roomSettingsUntold'

const usual: RoomSettings = {
  isByItself: true,
  lobbyMinutes: 15,
  joinMinutes: 0,
  isLarge: false,
  secondShows: 'content',
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  officeMovesCamera: false,
  captions: false,
}

/** What this room wants, kept at its own computer: it holds before there is a server, too. */
export const roomSettings = createStore<RoomSettings>(kept)

/** Changes what this room wants, here; the office is told when it can be (`shareSettings`). */
export function changeRoomSettings(change: Partial<RoomSettings>): void {
  browserStorage.set(UNTOLD_KEY, '1')
  keep({ ...roomSettings.getState(), ...change })
}

/** Lets who conducts move the camera of this room, or not. A person here said so, and so lets the browser be asked about it once. */
export function letOfficeMoveCamera(officeMovesCamera: boolean): void {
  changeRoomSettings({ officeMovesCamera })
  if (officeMovesCamera) remember({ movesCamera: true })
}

/** Takes what the office says that the room wants. */
export function takeRoomSettings(settings: RoomSettings): void {
  browserStorage.remove(UNTOLD_KEY)
  if (JSON.stringify(settings) !== JSON.stringify(roomSettings.getState())) keep(settings)
}

/** True while something was set here that the office does not know. */
export const isUntold = (): boolean => browserStorage.get(UNTOLD_KEY) !== null

function keep(settings: RoomSettings): void {
  browserStorage.set(KEY, JSON.stringify(settings))
  roomSettings.setState(settings, true)
}

/** What was kept, each part that an earlier version did not know as is usual. */
function kept(): RoomSettings {
  try {
    const all = z.record(z.string(), z.unknown()).parse(JSON.parse(browserStorage.get(KEY) ?? '{}'))
    return RoomSettings.parse({ ...usual, ...all })
  } catch {
    return usual
  }
}
