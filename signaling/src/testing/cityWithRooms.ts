import { UnitCode } from '@diem-cau/signaling-contract'
import type { z } from 'zod'
import { RoomStore } from '../office/rooms/RoomStore.ts'
import type { SignalingOptions } from '../start/SignalingOptions.ts'
import { accountOf } from './people.ts'
import { bodyOf, startCity } from './startCity.ts'

/**
 * A city with rooms of two wards, "mot" and "hai", and something of the first that is read and changed.
 * @param what of the room, as its path ends: "settings"
 */
export async function cityWithRooms<S extends z.ZodType>(
  what: string,
  state: S,
  options: Partial<SignalingOptions> = {},
) {
  const now = Date.parse('2026-12-01T00:30:00Z')
  const city = await startCity({ clock: () => now, requestsPerSec: 1000, ...options })
  for (const [name, unit] of [
    ['mot', 'tp.bac.mot'],
    ['hai', 'tp.bac.hai'],
  ] as const)
    await new RoomStore(city.db).add(
      accountOf(name),
      { name: `Phòng ${name}`, place: '', unitCode: UnitCode.parse(unit) },
      now,
    )
  const path = `/rooms/${accountOf('mot')}/${what}`
  const read = async (who: string) => bodyOf(state, await city.as(who, 'GET', path))
  const change = (who: string, body: unknown) => city.as(who, 'PUT', path, body)
  return { city, now, read, change, path }
}
