import type { Conduct, ConductEvent, MeetingState, PlannedPoint, UnitRef } from '@diem-cau/signaling-contract'

/** The schedule's rules for conducting a meeting; `version` is the plan's. */
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

/** Records what the office did to an open meeting (SPEC 11.7, 11.8). Before anybody came there is nothing to tell, and after the end the log is closed. */
export function noteOffice({ phase }: MeetingState, { event }: { readonly event: OfOffice }): ConductEvent[] {
  return phase === 'open' ? [event] : []
}
