import { playTestTone } from '../../../../live/media/testTone.ts'
import { preferences } from '../../../../live/meeting/preferences.ts'

/** Plays two soft notes in the room, so that somebody looks up. Without permission to sound the banner has to do. */
export function chime(): void {
  playTestTone(preferences.getState().speakerId).catch(() => undefined)
}
