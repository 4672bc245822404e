import type { Source } from '@diem-cau/sfu-contract'
import type { Seat } from '../../core/seat.ts'

/** The sources that each seat may send (SPEC 4.2). */
const mayOpen: Record<Seat, Record<Source, boolean>> = {
  chair: { mic: true, camera: true, screen: true, screenAudio: true },
  deputy: { mic: true, camera: true, screen: true, screenAudio: true },
  secretary: { mic: true, camera: true, screen: true, screenAudio: true },
  delegate: { mic: true, camera: true, screen: true, screenAudio: true },
  presenter: { mic: true, camera: true, screen: true, screenAudio: true },
  guest: { mic: true, camera: true, screen: true, screenAudio: true },
  technician: { mic: true, camera: true, screen: false, screenAudio: false },
  observer: { mic: false, camera: false, screen: false, screenAudio: false },
}

/** True when someone on this seat may send this source. */
export function maySend(seat: Seat, source: Source): boolean {
  return mayOpen[seat][source]
}
