import { playTestTone } from '../../../media/testTone.ts'
import { preferences } from '../../../meeting/preferences.ts'

/** Two soft notes in the room: somebody should look up. Without permission to sound the banner has to do. */
export function chime(): void {
  playTestTone(preferences.getState().speakerId).catch(() => undefined)
}
