import type { UnitCode } from '@diem-cau/signaling-contract'

/** Where somebody may look. `servers`: at what carries meetings of any unit; `units` null: all of them. */
export type Scope = { readonly servers: boolean; readonly units: ReadonlySet<UnitCode> | null }

/**
 * True for an endpoint that belongs to a unit in the scope; one of no unit (a guest) belongs to the unit that holds the meeting.
 */
export const sees = ({ units }: Scope, unit: UnitCode | null, hostUnit: UnitCode | null): boolean => {
  if (units === null) return true
  const where = unit ?? hostUnit
  return where !== null && units.has(where)
}
