import type { MeetingState, Participant, Seat } from '@diem-cau/signaling-contract'

const collator = new Intl.Collator('vi', { numeric: true, sensitivity: 'base' })

const rank: Record<Seat, number> = {
  chair: 0,
  deputy: 1,
  secretary: 2,
  delegate: 3,
  presenter: 3,
  guest: 3,
  technician: 4,
  observer: 5,
}

/** Orders as a Vietnamese list does: chair, secretary, then everyone by the name of their unit, guests by their own. */
export function orderParticipants(participants: MeetingState['participants']): Participant[] {
  return Object.values(participants).toSorted(
    (a, b) =>
      seatRank(a.seat) - seatRank(b.seat) ||
      collator.compare(a.unit?.name ?? a.name, b.unit?.name ?? b.name) ||
      collator.compare(a.name, b.name) ||
      (a.participantId < b.participantId ? -1 : 1),
  )
}

/** The seat does not decide the order below those who lead. */
function seatRank(seat: Seat): number {
  return Math.min(rank[seat], rank.delegate)
}

const shortForms: ReadonlyArray<readonly [RegExp, string]> = [
  [/^Phường /, 'P. '],
  [/^Xã /, 'X. '],
  [/^Thị trấn /, 'TT. '],
  [/^Quận /, 'Q. '],
  [/^Huyện /, 'H. '],
  [/^Thị xã /, 'TX. '],
  [/^Thành phố /, 'TP. '],
  [/^Ủy ban nhân dân /i, 'UBND '],
]

/** Shortens a unit's name as offices write it, for small tiles: "P. Châu Văn Liêm". */
export function shortUnitName(name: string): string {
  const form = shortForms.find(([long]) => long.test(name))
  return form ? name.replace(form[0], form[1]) : name
}
