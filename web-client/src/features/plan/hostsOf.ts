import type { UnitRef } from '@diem-cau/signaling-contract'
import type { Me } from '@diem-cau/signaling-contract/office'

/** Lists the units that I may plan for: a chair's and a secretary's own. */
export function hostsOf(me: Me): UnitRef[] {
  const units = me.grants.filter(({ role }) => role === 'chair' || role === 'secretary').map(({ unit }) => unit)
  return [...new Map(units.map((unit) => [unit.code, unit])).values()]
}
