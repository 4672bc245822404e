import type { Conduct, ConductEvent, MeetingState, PlannedPoint, UnitRef } from '@diem-cau/signaling-contract'

/** What the schedule says of how a meeting is conducted; `version`: of the plan. */
export type Programme = {
  readonly version: number
  readonly agenda: readonly PlannedPoint[]
  readonly units: readonly UnitRef[]
} & Pick<Conduct, 'mode' | 'share' | 'speakLimitSec' | 'quorum'>

/** The schedule as it is now. A version of the plan is taken over once: what was changed in the meeting since stays. */
export function setProgramme(
  { conduct, phase }: MeetingState,
  { programme: { agenda, units, ...rest } }: { readonly programme: Programme },
): ConductEvent[] {
  if (phase === 'ended' || conduct.programme?.version === rest.version) return []
  return [{ type: 'programmeSet', ...rest, agenda: [...agenda], units: [...units] }]
}

type OfOffice = Extract<ConductEvent, { type: 'invitedMore' | 'paperChanged' }>

/** What the office did to a meeting that is open (SPEC 11.7, 11.8). Before anybody came there is nothing to tell, and after the end the log is closed. */
export function noteOffice({ phase }: MeetingState, { event }: { readonly event: OfOffice }): ConductEvent[] {
  return phase === 'open' ? [event] : []
}
