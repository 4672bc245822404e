import { type GivenAnswer, SeatedPerson } from '@diem-cau/signaling-contract/office'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'

type Row = Selectable<Schema['meeting_answer']>

/** An answer as it is on record. */
export function toAnswer(row: Pick<Row, 'answer' | 'people' | 'note' | 'at' | 'answered_by'>): GivenAnswer {
  return {
    answer: row.answer,
    people: readStored(z.array(SeatedPerson), row.people),
    note: row.note,
    at: row.at,
    by: row.answered_by,
  }
}
