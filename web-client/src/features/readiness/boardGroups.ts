import type { Health } from '@diem-cau/signaling-contract/operations'
import type { BoardRoom } from '@diem-cau/signaling-contract/readiness'
import { matchesQuery } from '../../ui/searchText.ts'

export interface BoardFilter {
  /** Empty: all. */
  readonly healths: ReadonlySet<Health>
  /** Code of a district; '': all. */
  readonly district: string
  readonly search: string
}

export interface District {
  readonly code: string
  readonly name: string
  readonly rooms: readonly BoardRoom[]
}

const rank: Record<Health, number> = { bad: 0, unknown: 1, weak: 2, good: 3 }

/** Rooms by district, the worst of each first; a district whose rooms are all filtered out is left out. Pure. */
export function boardGroups(rooms: readonly BoardRoom[], { healths, district, search }: BoardFilter): District[] {
  const shown = rooms.filter(
    (room) =>
      (healths.size === 0 || healths.has(room.health)) &&
      (district === '' || room.district.code === district) &&
      matchesQuery(`${room.name} ${room.unit.name} ${room.district.name} ${room.place}`, search),
  )
  return [...Map.groupBy(shown, (room) => room.district.code)]
    .map(([code, of]) => ({
      code,
      name: of[0]?.district.name ?? code,
      rooms: of.toSorted(
        (a, b) => rank[a.health] - rank[b.health] || a.name.localeCompare(b.name, 'vi', { numeric: true }),
      ),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true }))
}

/** Districts to choose from, by name. */
export function districtsOf(rooms: readonly BoardRoom[]): { readonly code: string; readonly name: string }[] {
  const names = new Map(rooms.map(({ district }) => [district.code as string, district.name]))
  return [...names]
    .map(([code, name]) => ({ code, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true }))
}

/** How many of each. */
export function healthCounts(rooms: readonly Pick<BoardRoom, 'health'>[]): Record<Health, number> {
  const counts: Record<Health, number> = { bad: 0, weak: 0, unknown: 0, good: 0 }
  for (const { health } of rooms) counts[health] += 1
  return counts
}
