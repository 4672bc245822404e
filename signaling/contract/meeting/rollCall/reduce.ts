import type { UnitCode } from '../../core/ids.ts'
import type { UnitRef } from '../../core/seat.ts'
import type { Around, Change, People, Reducers } from '../core/subject.ts'
import type { RollCallEvent } from './events.ts'
import { connectedUnits } from './present.ts'
import type { RollCallSlice, UnitPresence } from './state.ts'

export const reduceRollCall: Reducers<RollCallSlice, RollCallEvent> = {
  rollCallOpened: (slice, _event, at) => ({ ...slice, rollCall: { openedAt: at, closedAt: null } }),
  rollCallClosed: (slice, _event, at) => ({ ...slice, rollCall: { ...slice.rollCall, closedAt: at } }),
  presenceConfirmed: (slice, { unitCode, count, people, by }, at) =>
    patchUnit(slice, unitCode, { confirmed: { count, people, at, by }, excused: null }),
  absenceNoted: (slice, { unitCode, reason }) => patchUnit(slice, unitCode, { excused: reason }),
}

type Planned = Pick<RollCallSlice, 'quorum'> & { readonly units: readonly UnitRef[] }
type PlannedBefore = Around & { readonly conduct: { readonly programme: object | null } }

export const rollCallReacts = {
  programmeSet: (
    slice: RollCallSlice,
    { units, quorum }: Planned,
    at: number,
    { hostUnit, conduct }: PlannedBefore,
  ): RollCallSlice => {
    const seen = new Map(slice.units.map((unit) => [unit.code, unit]))
    const addedAt = conduct.programme === null ? null : at
    return {
      ...slice,
      quorum,
      // Logs from before may name the host unit after a guest.
      units: units.map(({ code, name }) => ({
        ...unseen,
        addedAt,
        ...seen.get(code),
        code,
        name: code === hostUnit.code ? hostUnit.name : name,
      })),
    }
  },
}

/** Keeps the times at which units were connected and disconnected, as the participants say (10.4). */
export function followPeople(slice: Change<RollCallSlice>, people: Change<People>, at: number): RollCallSlice {
  const { before, after } = slice
  if (people.before.participants === people.after.participants && before.units === after.units) return after
  return { ...after, units: unitsSeen(after.units, connectedUnits(people.before), connectedUnits(people.after), at) }
}

/** The units after some of them came to have somebody connected, or have nobody any more. */
function unitsSeen(
  units: readonly UnitPresence[],
  were: ReadonlyMap<UnitCode, unknown>,
  are: ReadonlyMap<UnitCode, unknown>,
  at: number,
): UnitPresence[] {
  return units.map((unit) => {
    const [was, is] = [were.has(unit.code), are.has(unit.code)]
    if (is && unit.firstSeenAt === null) return { ...unit, firstSeenAt: at }
    if (is === was) return unit
    return is ? { ...unit, lastBackAt: at } : { ...unit, lastLeftAt: at }
  })
}

const unseen = { addedAt: null, firstSeenAt: null, lastLeftAt: null, lastBackAt: null, confirmed: null, excused: null }

function patchUnit(slice: RollCallSlice, code: UnitCode, patch: Partial<UnitPresence>): RollCallSlice {
  return { ...slice, units: slice.units.map((unit) => (unit.code === code ? { ...unit, ...patch } : unit)) }
}
