/**
 * What a room wants, set on its TV or by who looks after it.
 *   GET  /api/rooms/:roomId/settings                      -> RoomSettingsState
 *   PUT  /api/rooms/:roomId/settings                      RoomSettings -> RoomSettingsState
 */
import { z } from 'zod'
import { recorded } from '../text/text.ts'

/** What the second screen shows: the paper or screen that everyone watches (with all rooms while there is none), or all rooms; or it is not used. */
export const SECOND_SHOWS = ['content', 'contentOrWall', 'wall', 'off'] as const

export const RoomSettings = z.object({
  /** False: nothing happens in the room but by hand. */
  isByItself: z.boolean(),
  /** Minutes before the start at which the lobby is opened, and at which the room goes in. */
  lobbyMinutes: z.int().min(0).max(120),
  joinMinutes: z.int().min(0).max(120),
  /** Letters half as large again, for who sits far away. */
  isLarge: z.boolean(),
  secondShows: z.enum(SECOND_SHOWS),
  /** What the browser does with the sound of the microphone. No echo is taken away where the room's own equipment does. */
  echoCancellation: z.boolean(),
  noiseSuppression: z.boolean(),
  autoGainControl: z.boolean(),
  /** Who conducts a meeting may move the room's camera, where it has a motor or a zoom. No, unless somebody said so: versions before knew nothing of it. */
  officeMovesCamera: z.boolean().default(false),
  /** The room's own browser writes on the TV what is said. No, unless somebody said so. */
  captions: z.boolean().default(false),
})
export type RoomSettings = z.infer<typeof RoomSettings>

/** Settings null: nobody told the office yet. `changedBy`: the room itself, or a person. */
export const RoomSettingsState = z.object({
  settings: RoomSettings.nullable(),
  changedAt: z.int().nullable(),
  changedBy: recorded(),
  mayChange: z.boolean(),
})
export type RoomSettingsState = z.infer<typeof RoomSettingsState>
