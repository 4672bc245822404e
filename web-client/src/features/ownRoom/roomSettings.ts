import { z } from 'zod'
import { createStore } from 'zustand/vanilla'
import { browserStorage } from '../../browser/storage.ts'

/** Choices of the dialog on the TV: one press of OK goes on to the next. Minutes. */
export const LOBBY_MINUTES = [5, 10, 15, 30] as const
export const JOIN_MINUTES = [0, 5, 10] as const

/** What the second screen shows: the paper or screen that everyone watches (with all rooms while there is none), or all rooms; or it is not used. */
export const SECOND_SHOWS = ['content', 'contentOrWall', 'wall', 'off'] as const
export type SecondShows = (typeof SECOND_SHOWS)[number]

const RoomSettings = z.object({
  isByItself: z.boolean().catch(true),
  lobbyMinutes: z.number().int().min(0).max(120).catch(15),
  joinMinutes: z.number().int().min(0).max(120).catch(0),
  /** Letters half as large again, for who sits far away. */
  isLarge: z.boolean().catch(false),
  secondShows: z.enum(SECOND_SHOWS).catch('content'),
})
type RoomSettings = z.infer<typeof RoomSettings>

const KEY = 'diem-cau.roomSettings'

/** What this room wants, kept at its own computer: it holds before there is a server, too. */
export const roomSettings = createStore<RoomSettings>(() => RoomSettings.parse(read()))

export function changeRoomSettings(change: Partial<RoomSettings>): void {
  roomSettings.setState(change)
  browserStorage.set(KEY, JSON.stringify(roomSettings.getState()))
}

function read(): unknown {
  try {
    return JSON.parse(browserStorage.get(KEY) ?? '{}') ?? {}
  } catch {
    return {}
  }
}
