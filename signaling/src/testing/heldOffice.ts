import type { LoggedEvent } from '@diem-cau/signaling-contract'
import { Minutes } from '@diem-cau/signaling-contract/office'
import type { SignalingOptions } from '../start/SignalingOptions.ts'
import { MeetingLogTable } from '../db/log/MeetingLogTable.ts'
import { heldMeeting, logOf } from './heldMeeting.ts'
import { officeOn, type OfficeOn } from './officeOn.ts'
import { meetingId } from './people.ts'

/** An office in which the meeting of {@link heldMeeting} was held. */
export async function heldOffice(
  dialect: 'sqlite' | 'postgres',
  events: readonly LoggedEvent[] = logOf(heldMeeting),
  options: Partial<SignalingOptions> = {},
): Promise<OfficeOn> {
  const office = await officeOn(dialect, options)
  await new MeetingLogTable(office.db).append(
    meetingId,
    events.map((event) => ({ ...event, actor: null, requestId: null })),
  )
  return office
}

export const minutesPath = `/minutes/${meetingId}`

export const minutesOf = (office: OfficeOn, who = 'chair') => office.get(Minutes, who, minutesPath)

/** The chair does the next step with them, over the version that they saw. */
export const minutesStep = (office: OfficeOn, what: string, version: number, more = {}) =>
  office.send(Minutes, 'chair', 'POST', `${minutesPath}/${what}`, { version, ...more })

/** The latest issue. @throws Error before they are approved */
export function issueOf({ issues: [latest] }: Minutes) {
  if (!latest) throw new Error('they are not approved')
  return latest
}

/** The chair approves them as they are. */
export const approved = async (office: OfficeOn) =>
  issueOf(await minutesStep(office, 'approve', (await minutesOf(office)).version))
