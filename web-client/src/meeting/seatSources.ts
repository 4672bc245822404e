import type { Seat, Source } from '@diem-cau/signaling-contract'

const every: readonly Source[] = ['mic', 'camera', 'screen', 'screenAudio']

/** What a seat may open (SPEC 4.2). Only so that no button promises what the server will refuse. */
export const seatSources: Record<Seat, readonly Source[]> = {
  chair: every,
  deputy: every,
  secretary: every,
  delegate: every,
  presenter: every,
  guest: every,
  technician: ['mic', 'camera'],
  observer: [],
}
