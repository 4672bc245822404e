import type { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import type { AccountStore } from '../../auth/AccountStore.ts'
import type { ScheduleStore } from './ScheduleStore.ts'

/** Those of the accounts that are enabled and invited now, by name or by their roles. */
export async function mayStay(
  accounts: AccountStore,
  schedules: ScheduleStore,
  meetingId: MeetingId,
  ids: readonly AccountId[],
): Promise<Set<AccountId>> {
  const staying = new Set<AccountId>()
  for (const id of ids) {
    const account = await accounts.find(id)
    if (account && (await schedules.invitation(meetingId, account))) staying.add(id)
  }
  return staying
}
