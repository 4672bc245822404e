import type { Account, DeviceId, RequestData, RequestId } from '@diem-cau/signaling-contract'
import type { Invitation } from '../../domain/office/Schedule.ts'

/** An account at the door. */
export type Visitor = {
  readonly account: Account
  readonly invitation: Invitation | null
  /** Whether it may know that there is such a meeting. */
  readonly mayKnow: boolean
}

/** What an account that comes in asks for. */
export type JoinAsk = Visitor & {
  readonly deviceId: DeviceId
  readonly requestId: RequestId
  readonly data: RequestData<'meeting:join'>
}
