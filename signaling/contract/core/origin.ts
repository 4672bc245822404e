import { z } from 'zod'
import { type Seat, UnitRef } from './seat.ts'
import { recorded } from '../text/text.ts'

/** Somebody's origin: a unit of the tree, or, of a guest, an organisation outside of it (SPEC 3.9). */
export const Origin = z.object({
  /** Null: a guest. */
  unit: UnitRef.nullable(),
  /** A guest's organisation as the plan names it; '' when it names none, and for everyone else. */
  organisation: recorded(200),
})
export type Origin = z.infer<typeof Origin>

/** The origin as events have it: logs that were written before guests had an origin of their own lack the organisation. */
export const LoggedOrigin = { unit: Origin.shape.unit, organisation: Origin.shape.organisation.exactOptional() }
type LoggedOrigin = Pick<Origin, 'unit'> & Partial<Pick<Origin, 'organisation'>>

/** The origin that an event means: in old logs guests carry the code of the unit that holds the meeting, and their organisation as its name. */
export function originOf(
  { seat, unit, organisation }: LoggedOrigin & { readonly seat: Seat },
  hostUnit: UnitRef,
): Origin {
  if (organisation !== undefined) return { unit, organisation }
  if (seat !== 'guest' || unit?.code !== hostUnit.code) return { unit, organisation: '' }
  return { unit: null, organisation: unit.name === hostUnit.name ? '' : unit.name }
}
