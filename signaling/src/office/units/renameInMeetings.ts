import { startOfDay, type UnitCode } from '@diem-cau/signaling-contract'
import { UnitChangeWhat } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { after, COMING_PHASES, type Span } from '../meetings/comingMeetings.ts'
import { renameUnitOfSeats } from '../meetings/meetingSeatTable.ts'
import { renameHost } from '../meetings/meetingTable.ts'
import { renameInvitedUnit } from '../meetings/meetingUnitTable.ts'

/**
 * Meetings that are still to come show these units under the names of the day on which they are held, as far as
 * it is known today. What was, keeps the names of its time.
 */
export async function renameInMeetings(tx: Kysely<Schema>, codes: readonly UnitCode[], now: number): Promise<void> {
  for (const part of inParts(codes, 500)) {
    const involved = await involvedIn(tx, part, now)
    if (involved.length > 0)
      for (const [code, names] of await namesToCome(tx, involved, now)) await rename(tx, code, names)
  }
}

type Named = Span & { readonly name: string }

/** Finds which of these units some coming meeting is about. */
async function involvedIn(tx: Kysely<Schema>, codes: readonly UnitCode[], now: number): Promise<UnitCode[]> {
  const coming = (code: 'unit_code', table: 'meeting_unit' | 'meeting_seat') =>
    tx
      .selectFrom(table)
      .innerJoin('meeting', 'meeting.id', `${table}.meeting_id`)
      .select(`${table}.${code}`)
      .distinct()
      .where(`${table}.${code}`, 'in', codes)
      .where('meeting.starts_at', '>', now)
      .where('meeting.phase', 'in', COMING_PHASES)
      .execute()
  const [hosts, invited, seated] = await Promise.all([
    tx
      .selectFrom('meeting')
      .select('host_unit_code as unit_code')
      .distinct()
      .where('host_unit_code', 'in', codes)
      .where('starts_at', '>', now)
      .execute(),
    coming('unit_code', 'meeting_unit'),
    coming('unit_code', 'meeting_seat'),
  ])
  return [...new Set([...hosts, ...invited, ...seated].map(({ unit_code }) => unit_code))]
}

/** The names of each unit from now on, and until when. */
async function namesToCome(
  tx: Kysely<Schema>,
  codes: readonly UnitCode[],
  now: number,
): Promise<Map<UnitCode, Named[]>> {
  const units = await tx.selectFrom('unit').select(['code', 'name']).where('code', 'in', codes).execute()
  const changes = await tx
    .selectFrom('unit_change')
    .select(['unit_code', 'effective_on', 'what'])
    .where('unit_code', 'in', codes)
    .where('applied_at', 'is', null)
    .where('failure', 'is', null)
    .orderBy('effective_on')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return new Map(
    units.map(({ code, name }) => {
      const names: Named[] = [{ name, ...after(now) }]
      for (const change of changes) {
        const what = readStored(UnitChangeWhat, change.what)
        const before = names.at(-1)
        if (change.unit_code !== code || what.kind !== 'rename' || !before) continue
        const from = Math.max(now + 1, startOfDay(change.effective_on))
        names.splice(-1, 1, { ...before, to: from }, { name: what.name, from, to: before.to })
      }
      return [code, names]
    }),
  )
}

async function rename(tx: Kysely<Schema>, code: UnitCode, names: readonly Named[]): Promise<void> {
  for (const { name, from, to } of names) {
    if (from >= to) continue
    await renameHost(tx, { code, name }, { from, to })
    await renameInvitedUnit(tx, { code, name }, { from, to })
    await renameUnitOfSeats(tx, { code, name }, { from, to })
  }
}
