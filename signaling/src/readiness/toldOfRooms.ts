import type { AccountId } from '@diem-cau/signaling-contract'
import type { FindingCode } from '@diem-cau/signaling-contract/operations'
import type { BoardTold } from '@diem-cau/signaling-contract/readiness'
import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { OfficeRoom } from './readRooms.ts'
import { roomResource } from './roomResource.ts'

/** What is told to people of a room that is not ready. */
const READINESS_CODES = ['notReady', 'notReadySoon', 'helpCalled'] as const satisfies readonly FindingCode[]

export type ToldOfRoom = {
  readonly told: readonly BoardTold[]
  readonly seenAt: number | null
  readonly seenBy: string
}

const nobody: ToldOfRoom = { told: [], seenAt: null, seenBy: '' }

/** Who was told of each room what is not over, and who has taken it on. */
export async function toldOfRooms(
  db: Kysely<Schema>,
  rooms: readonly OfficeRoom[],
): Promise<(roomId: AccountId) => ToldOfRoom> {
  const open = await db
    .selectFrom('alert')
    .innerJoin('alert_resource', 'alert_resource.alert_id', 'alert.id')
    .select([
      'alert.id',
      'alert_resource.resource',
      'alert_resource.told_at',
      'alert_resource.acknowledged_at',
      'alert_resource.acknowledged_by',
    ])
    .where('alert.cleared_at', 'is', null)
    .where('alert_resource.cleared_at', 'is', null)
    .where('alert.code', 'in', [...READINESS_CODES])
    .execute()
  if (open.length === 0) return () => nobody
  const told = await db
    .selectFrom('alert_told')
    .innerJoin('account_role', 'account_role.account_id', 'alert_told.account_id')
    .select(['alert_told.alert_id', 'alert_told.at', 'alert_told.name', 'account_role.unit_code'])
    .where('alert_told.alert_id', 'in', [...new Set(open.map(({ id }) => id))])
    .where('alert_told.why', '!=', 'cleared')
    .where('account_role.role', 'in', ['technician', 'itAdmin'])
    .orderBy('alert_told.id')
    .execute()
  const byResource = Map.groupBy(open, ({ resource }) => resource)
  const byRoom = new Map(
    rooms.map(({ roomId, path }): [AccountId, ToldOfRoom] => {
      const alerts = byResource.get(roomResource(roomId)) ?? []
      const isTold = (alertId: string, at: number) =>
        alerts.some(({ id, told_at }) => id === alertId && told_at !== null && told_at <= at)
      const names = new Map<string, number>()
      for (const { alert_id, at, name, unit_code } of told)
        if (path.includes(unit_code) && isTold(alert_id, at) && !names.has(name)) names.set(name, at)
      const seen = alerts.find(({ acknowledged_at }) => acknowledged_at !== null)
      return [
        roomId,
        {
          told: [...names].map(([name, at]) => ({ name, at })),
          seenAt: seen?.acknowledged_at ?? null,
          seenBy: seen?.acknowledged_by ?? '',
        },
      ]
    }),
  )
  return (roomId) => byRoom.get(roomId) ?? nobody
}
