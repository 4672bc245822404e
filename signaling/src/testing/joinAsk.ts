import { type RequestData, RequestId } from '@diem-cau/signaling-contract'
import type { JoinAsk } from '../live/meeting/JoinAsk.ts'
import { accountOf, deviceOf, joinCommand, meetingId, unitOf } from './people.ts'

let asked = 0

/** Writes the join of somebody who comes into the meeting, with these changes; each call makes another request. */
export function joinAsk(
  name: string,
  changes: Partial<Omit<JoinAsk, 'data'>> & { readonly data?: Partial<RequestData<'meeting:join'>> } = {},
): JoinAsk {
  const { data, ...rest } = changes
  return {
    account: { accountId: accountOf(name), kind: 'person', login: name, name, unit: unitOf(name) },
    invitation: joinCommand(name, name === 'chair' ? { seat: 'chair' } : {}).invitation,
    mayKnow: true,
    deviceId: deviceOf(name),
    requestId: RequestId.parse(`join-${++asked}`),
    data: {
      meetingId,
      deviceName: 'Chrome',
      takeover: false,
      resume: null,
      rtpCapabilities: null,
      viewport: null,
      prepared: null,
      ...data,
    },
    ...rest,
  }
}
