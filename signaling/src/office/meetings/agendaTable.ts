import type { MeetingId } from '@diem-cau/signaling-contract'
import type { AgendaItem } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'

// All that writes the table agenda_item. Each is part of the transaction of what it belongs to.

export async function insertAgendas(
  tx: Kysely<Schema>,
  agendas: readonly { readonly meetingId: MeetingId; readonly agenda: readonly AgendaItem[] }[],
): Promise<void> {
  await insertMany(
    tx,
    'agenda_item',
    agendas.flatMap(({ meetingId, agenda }) =>
      agenda.map(({ itemId, title, presenter, minutes }, position) => ({
        meeting_id: meetingId,
        item_id: itemId,
        position,
        title,
        presenter,
        minutes,
      })),
    ),
  )
}

export async function deleteAgendas(tx: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<void> {
  await tx.deleteFrom('agenda_item').where('meeting_id', 'in', meetingIds).execute()
}
