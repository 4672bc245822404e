import {
  conductsBySeat,
  type MeetingId,
  type Origin,
  type Phase,
  type Seat,
  type UnitRef,
} from '@diem-cau/signaling-contract'

/** A meeting needs this of its plan: the rest is the office's alone. Times: milliseconds since the epoch. */
export type PlannedMeeting = {
  readonly meetingId: MeetingId
  readonly title: string
  readonly hostUnit: UnitRef
  readonly chairName: string
  readonly startsAt: number
  readonly endsAt: number
  /** The phase that was decided; the clock does the rest, see {@link phaseAt}. */
  readonly phase: Phase
  /** Its lobby opens this long before the start, so that picture and sound are tried in time. */
  readonly lobbyMinutes: number
  /** Whoever is not of the host unit is let in by the chair or the secretary (SPEC 3.7). */
  readonly waitingRoom: boolean
}

/** The account that wants in, as the schedule knows it. */
export type Invitation = {
  readonly name: string
  readonly seat: Seat
} & Origin

/** Chair and secretary open the room this long before the start, whatever its settings say. */
export const CONDUCT_BEFORE_MS = 2 * 60 * 60_000

/** A meeting that runs over is not cut off, and can be gone back to for this long. */
export const OVERTIME_MS = 2 * 60 * 60_000

/**
 * The phase of a meeting at `now`.
 * @param running whether anyone is in it: a meeting under way does not end by the clock.
 */
export function phaseAt(
  schedule: Pick<PlannedMeeting, 'startsAt' | 'endsAt' | 'phase' | 'lobbyMinutes'>,
  now: number,
  running: boolean,
): Phase {
  switch (schedule.phase) {
    case 'draft':
    case 'cancelled':
    case 'ended':
      return schedule.phase
    case 'scheduled':
    case 'open':
    case 'live':
      if (running) return now >= schedule.startsAt ? 'live' : 'open'
      if (now >= schedule.endsAt + OVERTIME_MS) return 'ended'
      if (schedule.phase === 'scheduled' && now < schedule.startsAt - schedule.lobbyMinutes * 60_000) return 'scheduled'
      return 'open'
    default:
      schedule.phase satisfies never
      return 'ended'
  }
}

/** The phase as it is for one seat: whoever conducts the meeting comes earlier than the others, and opens it by that. */
export function phaseForSeat(schedule: PlannedMeeting, seat: Seat, now: number, running: boolean): Phase {
  const phase = phaseAt(schedule, now, running)
  return phase === 'scheduled' && conductsBySeat(seat) && now >= schedule.startsAt - CONDUCT_BEFORE_MS ? 'open' : phase
}
