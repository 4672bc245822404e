import { setTimeout as wait } from 'node:timers/promises'
import { participantIdOf } from '../../../signaling/src/domain/meeting/core/participantIdOf.ts'
import type { SeededCity } from '../../load/city/seedCity.ts'
import type { RoomLook } from '../rooms/messages.ts'

/** Who waits longer than this for a packet does not hear or see, in milliseconds. */
const PRESENT_MS = 1_500
const LOOK_EVERY_MS = 1_000

/** In the meeting, hears and sees. */
export function isThere({ isIn, sound, picture, name }: RoomLook, speaker: string, withinMs = PRESENT_MS): boolean {
  const isPresent = (gap: RoomLook['sound']) => gap !== null && gap.openMs < withinMs
  // Whoever speaks hears nobody.
  return isIn && (isPresent(sound) || (sound === null && name === speaker)) && isPresent(picture)
}

export function describeLook({ name, phase, media, sound, picture }: RoomLook): string {
  const since = (gap: RoomLook['sound']) => (gap ? `${Math.round(gap.openMs)} ms` : 'never')
  return `${name}: ${phase} ${media}, sound ${since(sound)}, picture ${since(picture)}`
}

/** The first room speaks without a pause. */
export function speakerOf({ rooms }: SeededCity) {
  const [room] = rooms
  if (!room) throw new Error('nobody speaks')
  return { ...room, participantId: participantIdOf(room.accountId) }
}

/** Looks again and again until it is so, or the time is over. */
export async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean, patienceMs: number): Promise<T> {
  const end = performance.now() + patienceMs
  for (;;) {
    const seen = await look()
    if (isSo(seen) || performance.now() > end) return seen
    await wait(LOOK_EVERY_MS)
  }
}
