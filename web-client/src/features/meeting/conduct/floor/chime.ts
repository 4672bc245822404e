import { playTestTone } from '../../../../live/media/testTone.ts'
import { preferences } from '../../../../live/meeting/preferences.ts'

/** Two soft notes in the room: somebody should look up. Without permission to sound the banner has to do. */
export function chime(): void {
  playTestTone(preferences.getState().speakerId).catch(() => undefined)
}
