import type { MeetingState, ParticipantId, Seat } from '@diem-cau/signaling-contract'

const SEATS: readonly Seat[] = ['chair', 'deputy', 'secretary']

/** Those without whose voice the meeting stands still: who conducts it, and who has the floor (SPEC 5.15). Pure. */
export function standbyNeeded({ participants, conduct }: MeetingState): ReadonlySet<ParticipantId> {
  const seated = Object.values(participants).flatMap(({ participantId, seat }) =>
    SEATS.includes(seat) ? [participantId] : [],
  )
  const others = [conduct.actingChair, ...conduct.holders.map((holder) => holder.participantId)]
  return new Set([...seated, ...others.filter((id) => id !== null)].filter((id) => participants[id]))
}
