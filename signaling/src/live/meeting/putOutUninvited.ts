import type { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { MeetingHost } from './MeetingHost.ts'

/** Finds which of these accounts may be in the meeting, as the office has it now. */
export type MayStay = (meetingId: MeetingId, accountIds: readonly AccountId[]) => Promise<ReadonlySet<AccountId>>

/**
 * Puts out who may not be in the meeting any more (SPEC 3.6). What cannot be looked up now is no reason to put
 * anybody out.
 */
export async function putOutUninvited(host: MeetingHost, mayStay: MayStay, logger: Logger): Promise<void> {
  const { meetingId } = host.meeting
  const present = [
    ...new Map(
      [...Object.values(host.state.participants), ...host.state.door.waiting, ...host.media.prepared.people].map(
        (who) => [who.accountId, who],
      ),
    ).values(),
  ]
  if (present.length === 0) return
  try {
    const staying = await mayStay(
      meetingId,
      present.map(({ accountId }) => accountId),
    )
    for (const { participantId, accountId } of present.filter((participant) => !staying.has(participant.accountId))) {
      logger.info({ meetingId, accountId }, 'not invited any more: put out')
      await host.putOut(participantId)
    }
  } catch (error) {
    logger.warn({ err: error, meetingId }, 'who may stay in the meeting could not be checked')
  }
}
