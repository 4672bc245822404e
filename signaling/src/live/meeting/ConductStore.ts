import { ChatMessage, ItemId, type MeetingId, type ParticipantId } from '@diem-cau/signaling-contract'
import { MeetingSettings } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Programme } from '../../domain/meeting/programme/programme.ts'
import { endMeeting, endMeetingsOnRecord } from '../../office/meetings/meetingTable.ts'
import { ScheduleStore } from '../../office/schedule/ScheduleStore.ts'
import type { Schema } from '../../db/schema.ts'

/** Lines of the chat that are shown to who comes later. */
const MAX_HISTORY = 300

/** Gives a meeting under way what it needs of the office besides its log: its plan, its papers, its chat. */
export class ConductStore {
  readonly #db: Kysely<Schema>
  readonly #schedules: ScheduleStore

  constructor(db: Kysely<Schema>) {
    this.#db = db
    this.#schedules = new ScheduleStore(db)
  }

  /** The plan's word on how the meeting is conducted; null without such a meeting. */
  async programme(meetingId: MeetingId): Promise<Programme | null> {
    const meeting = await this.#db
      .selectFrom('meeting')
      .select(['version', 'settings'])
      .where('id', '=', meetingId)
      .executeTakeFirst()
    if (!meeting) return null
    const { floorMode, share, speakMinutes, quorum } = MeetingSettings.parse(JSON.parse(meeting.settings))
    const agenda = await this.#db
      .selectFrom('agenda_item')
      .select(['item_id', 'title', 'presenter', 'minutes'])
      .where('meeting_id', '=', meetingId)
      .orderBy('position')
      .execute()
    return {
      version: meeting.version,
      agenda: agenda.map(({ item_id, ...item }) => ({ itemId: ItemId.parse(item_id), ...item })),
      units: await this.#schedules.invitedUnits(meetingId),
      mode: floorMode,
      share,
      speakLimitSec: speakMinutes === null ? null : speakMinutes * 60,
      quorum,
    }
  }

  /** The name of a paper that the meeting has in this version; null otherwise. */
  async paperName(meetingId: MeetingId, paperId: string, version: number): Promise<string | null> {
    const row = await this.#db
      .selectFrom('paper')
      .innerJoin('paper_version', 'paper_version.paper_id', 'paper.id')
      .select('paper.name')
      .where('paper.id', '=', paperId)
      .where('paper.meeting_id', '=', meetingId)
      .where('paper.deleted_at', 'is', null)
      .where('paper_version.number', '=', version)
      .executeTakeFirst()
    return row?.name ?? null
  }

  /** The chair ended it: nobody gets in again. */
  async ended(meetingId: MeetingId): Promise<void> {
    await endMeeting(this.#db, meetingId)
  }

  /** The same of all whose log says so: the process was gone before the plan did. @param since of those planned to end after it */
  async endedBefore(since: number): Promise<void> {
    await endMeetingsOnRecord(this.#db, since)
  }

  async addChat(meetingId: MeetingId, { messageId, at, from, fromName, to, text }: ChatMessage): Promise<void> {
    await this.#db
      .insertInto('meeting_chat')
      .values({ id: messageId, meeting_id: meetingId, at, from_id: from, from_name: fromName, recipients: to, text })
      .execute()
  }

  /** The last lines that are to all, by this participant, or to these, oldest first. */
  async chat(
    meetingId: MeetingId,
    reader: ParticipantId,
    alsoTo: readonly ChatMessage['to'][],
  ): Promise<ChatMessage[]> {
    const rows = await this.#db
      .selectFrom('meeting_chat')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .where((eb) => eb.or([eb('recipients', 'in', ['all', ...alsoTo]), eb('from_id', '=', reader)]))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(MAX_HISTORY)
      .execute()
    return rows.toReversed().map((row) =>
      ChatMessage.parse({
        messageId: row.id,
        at: row.at,
        from: row.from_id,
        fromName: row.from_name,
        to: row.recipients,
        text: row.text,
      }),
    )
  }
}
