import type { Account, DeviceId, RequestData, RequestId } from '@diem-cau/signaling-contract'
import type { Invitation } from '../../domain/office/PlannedMeeting.ts'

/** An account at the door. */
export type Visitor = {
  readonly account: Account
  readonly invitation: Invitation | null
  /** True if it may know that there is such a meeting. */
  readonly mayKnow: boolean
}

/** The request of an account that comes in. */
export type JoinAsk = Visitor & {
  readonly deviceId: DeviceId
  readonly requestId: RequestId
  readonly data: RequestData<'meeting:join'>
}
