import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import { MeetingLogTable } from '../log/MeetingLogTable.ts'
import type { Progress } from './TransferError.ts'

/**
 * Reads what a start reads first, the logs of all meetings that have not ended, and says which the office will do without.
 * @throws whatever the store answers to the questions themselves: then no office would start on it
 */
export async function tryLogs(db: Kysely<Schema>, say: Progress): Promise<void> {
  const log = new MeetingLogTable(db)
  const meetings = await log.unfinished(0)
  for (const meetingId of meetings) {
    try {
      await log.read(meetingId, 0)
    } catch (error) {
      say(
        `ATTENTION: the log of the meeting ${meetingId} cannot be read, here as there; the office starts without this meeting (${error instanceof Error ? error.message : String(error)})`,
      )
    }
  }
  say(`logs of ${meetings.length} meetings that have not ended were read as a start does`)
}
