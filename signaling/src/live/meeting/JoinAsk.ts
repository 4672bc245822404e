import type { Account, DeviceId, EndpointId, RequestData, RequestId } from '@diem-cau/signaling-contract'
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
  /** What the client's own socket prepared, if it is named. */
  readonly prepared: EndpointId | null
  readonly deviceId: DeviceId
  readonly requestId: RequestId
  readonly data: RequestData<'meeting:join'>
}
