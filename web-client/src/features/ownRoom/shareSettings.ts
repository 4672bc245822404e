import type { RoomSettings, RoomSettingsState } from '@diem-cau/signaling-contract/readiness'
import { isUntold, roomSettings, takeRoomSettings } from './roomSettings.ts'

/** The office may have changed something; it is asked this often, in milliseconds. */
const LOOK_MS = 15_000

interface Office {
  readonly read: () => Promise<RoomSettingsState>
  readonly tell: (settings: RoomSettings) => Promise<RoomSettingsState>
}

/**
 * Keeps what this room wants the same here and at the office (SPEC 23.8): what was set here and not told yet is told, else
 * what the office has is taken. Without a server nothing changes.
 * @returns what stops it
 */
export function shareSettings({ read, tell }: Office): () => void {
  let isOver = false
  let isBusy = false
  const look = async () => {
    if (isBusy || isOver) return
    isBusy = true
    try {
      const mine = roomSettings.getState()
      const { settings } = isUntold() ? await tell(mine) : await read()
      // What was pressed meanwhile is newer than this answer.
      if (isOver || roomSettings.getState() !== mine) return
      if (settings) takeRoomSettings(settings)
      else takeRoomSettings((await tell(mine)).settings ?? mine)
    } catch {
      // There is no server just now, or it has no time: the next look tries again.
    } finally {
      isBusy = false
    }
  }
  void look()
  const timer = setInterval(() => void look(), LOOK_MS)
  const stop = roomSettings.subscribe(() => {
    if (isUntold()) void look()
  })
  return () => {
    isOver = true
    clearInterval(timer)
    stop()
  }
}
