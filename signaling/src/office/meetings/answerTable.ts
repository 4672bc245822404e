import type { MeetingId } from '@diem-cau/signaling-contract'
import type { GivenAnswer, SeatedPerson } from '@diem-cau/signaling-contract/office'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { Invitee } from '../../domain/office/invitee.ts'
import { ofComingMeeting, type Span } from './comingMeetings.ts'

// All that writes the table meeting_answer. Each is part of the transaction of what it belongs to.

export type AnswerEntry = {
  readonly meetingId: MeetingId
  readonly invitee: Invitee
  readonly answer: GivenAnswer['answer']
  readonly people: readonly SeatedPerson[]
  readonly note: string
  /** Name that the others read as the source of the answer. */
  readonly by: string
}

/** The last word counts. */
export async function putAnswer(
  tx: Kysely<Schema>,
  { meetingId, invitee, answer, people, note, by }: AnswerEntry,
  now: number,
): Promise<void> {
  const set = { answer, people: JSON.stringify(people), note, answered_by: by, at: now }
  await tx
    .insertInto('meeting_answer')
    .values({ meeting_id: meetingId, invitee, ...set })
    .onConflict((conflict) => conflict.columns(['meeting_id', 'invitee']).doUpdateSet(set))
    .execute()
}

export async function deleteAnswers(tx: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<void> {
  await tx.deleteFrom('meeting_answer').where('meeting_id', 'in', meetingIds).execute()
}

/** The answer of one invited counts for another from now on, unless that one gave an answer of their own. */
export async function handOverAnswers(tx: Kysely<Schema>, from: Invitee, to: Invitee, within: Span): Promise<void> {
  await tx
    .deleteFrom('meeting_answer')
    .where('invitee', '=', from)
    .where(ofComingMeeting('meeting_answer', within))
    .where(
      'meeting_id',
      'in',
      tx.selectFrom('meeting_answer as other').select('other.meeting_id').where('other.invitee', '=', to),
    )
    .execute()
  await tx
    .updateTable('meeting_answer')
    .set({ invitee: sql<Invitee>`${to}` })
    .where('invitee', '=', from)
    .where(ofComingMeeting('meeting_answer', within))
    .execute()
}
