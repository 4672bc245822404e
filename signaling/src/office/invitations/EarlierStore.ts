import type { MeetingId } from '@diem-cau/signaling-contract'
import { type Earlier, GivenAnswer } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import type { Invitee } from '../../domain/office/invitee.ts'
import { deleteAnswers } from '../meetings/answerTable.ts'
import { deleteBefore, insertBefore } from '../meetings/invitationBeforeTable.ts'
import { deleteReminders } from '../meetings/reminderTable.ts'
import type { MeetingTimes, PlanChange } from '../schedule/PlanHooks.ts'
import { invitedToMany } from './invitees.ts'
import { toAnswer } from './toAnswer.ts'

const CHUNK = 200

/**
 * Keeps what each invited knew, and had answered, before the time or place was changed. It is shown beside the present one until they answer
 * again, so that nobody has to wonder where their answer went.
 */
export class EarlierStore {
  readonly #clock: () => number

  constructor(clock: () => number) {
    this.#clock = clock
  }

  /**
   * Part of the transaction of the change: whoever said that they come at another time is asked again, and reminded again. Where
   * only the place changed, what they said stands.
   */
  async remember(tx: Kysely<Schema>, { meetingIds, fields, was, added }: PlanChange): Promise<void> {
    const isMoved = fields.includes('time')
    if (!isMoved && !fields.includes('place')) return
    for (const ids of inParts(meetingIds, CHUNK)) {
      const now = await tx
        .selectFrom('meeting')
        .select(['id', 'starts_at', 'ends_at', 'place'])
        .where('id', 'in', ids)
        .execute()
      const changed = now.filter((row) => isOther(row, was?.get(row.id)))
      const before = changed.flatMap(({ id }) => {
        const times = was?.get(id)
        return times ? [{ id, times }] : []
      })
      if (before.length > 0) await this.#keep(tx, before, new Set(added))
      const retimed = now.filter((row) => isMoved && isRetimed(row, was?.get(row.id))).map(({ id }) => id)
      if (retimed.length === 0) continue
      await deleteAnswers(tx, retimed)
      await deleteReminders(tx, retimed)
    }
  }

  /** An answer to what it is now: what it was matters no more. */
  async forget(tx: Kysely<Schema>, meetingIds: readonly MeetingId[], invitee: Invitee): Promise<void> {
    await deleteBefore(tx, meetingIds, invitee)
  }

  /** Reads them by meeting and invitee, see {@link earlierKey}; nothing where it is again as it was. */
  async of(
    db: Kysely<Schema>,
    meetingIds: readonly MeetingId[],
    invitees: readonly Invitee[] | null = null,
  ): Promise<Map<string, Earlier>> {
    const found = new Map<string, Earlier>()
    for (const ids of inParts(meetingIds, CHUNK)) {
      let query = db
        .selectFrom('invitation_before')
        .innerJoin('meeting', 'meeting.id', 'invitation_before.meeting_id')
        .selectAll('invitation_before')
        .select(['meeting.starts_at as nowStarts', 'meeting.ends_at as nowEnds', 'meeting.place as nowPlace'])
        .where('meeting_id', 'in', ids)
      if (invitees !== null) query = query.where('invitee', 'in', invitees)
      for (const row of await query.execute()) {
        const isAsItWas = row.starts_at === row.nowStarts && row.ends_at === row.nowEnds && row.place === row.nowPlace
        if (!isAsItWas || row.answer !== null) found.set(earlierKey(row.meeting_id, row.invitee), toEarlier(row))
      }
    }
    return found
  }

  async #keep(
    tx: Kysely<Schema>,
    meetings: readonly { id: MeetingId; times: MeetingTimes }[],
    added: ReadonlySet<Invitee>,
  ): Promise<void> {
    const ids = meetings.map(({ id }) => id)
    const [invited, answers, kept] = await Promise.all([
      invitedToMany(tx, ids),
      tx.selectFrom('meeting_answer').selectAll().where('meeting_id', 'in', ids).execute(),
      tx
        .selectFrom('invitation_before')
        .select(['meeting_id', 'invitee', 'answer'])
        .where('meeting_id', 'in', ids)
        .execute(),
    ])
    const answerOf = new Map(answers.map((row) => [earlierKey(row.meeting_id, row.invitee), toAnswer(row)]))
    // Somebody who had answered and was asked anew already compares with what they answered.
    const standing = new Set(
      kept.filter(({ answer }) => answer !== null).map((row) => earlierKey(row.meeting_id, row.invitee)),
    )
    const rows = meetings.flatMap(({ id, times }) =>
      (invited.get(id) ?? [])
        .filter(
          (invitee) =>
            !added.has(invitee) && (!standing.has(earlierKey(id, invitee)) || answerOf.has(earlierKey(id, invitee))),
        )
        .map((invitee) => {
          const answer = answerOf.get(earlierKey(id, invitee))
          return {
            meeting_id: id,
            invitee,
            starts_at: times.startsAt,
            ends_at: times.endsAt,
            place: times.place,
            answer: answer ? JSON.stringify(answer) : null,
            changed_at: this.#clock(),
          }
        }),
    )
    for (const part of inParts(rows, CHUNK)) {
      const invitees = [...new Set(part.map(({ invitee }) => invitee))]
      const stale = await tx
        .selectFrom('invitation_before')
        .select(['meeting_id', 'invitee'])
        .where('meeting_id', 'in', ids)
        .where('invitee', 'in', invitees)
        .execute()
      const anew = new Set(part.map((row) => earlierKey(row.meeting_id, row.invitee)))
      for (const row of stale.filter((row) => anew.has(earlierKey(row.meeting_id, row.invitee))))
        await this.forget(tx, [row.meeting_id], row.invitee)
      await insertBefore(tx, part)
    }
  }
}

export function earlierKey(meetingId: MeetingId, invitee: Invitee): string {
  return `${meetingId} ${invitee}`
}

type Times = { readonly starts_at: number; readonly ends_at: number; readonly place: string }

/** A change is taken for one of time when the former time is not known. */
function isRetimed(row: Times, was: MeetingTimes | undefined): boolean {
  return was === undefined || row.starts_at !== was.startsAt || row.ends_at !== was.endsAt
}

function isOther(row: Times, was: MeetingTimes | undefined): boolean {
  return isRetimed(row, was) || row.place !== was?.place
}

function toEarlier(row: Selectable<Schema['invitation_before']>): Earlier {
  return {
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    place: row.place,
    answer: row.answer === null ? null : readStored(GivenAnswer, row.answer),
    changedAt: row.changed_at,
  }
}
