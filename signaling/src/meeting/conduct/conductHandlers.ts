import { conductRequests, MeetingError, type RequestData, type RequestId, type RequestResponse } from '@diem-cau/signaling-contract'
import type { ConductRequest, ConductRequestName } from '../../domain/conduct/ConductCommand.ts'
import type { Place } from '../MeetingHost.ts'

type Joined = { readonly place: Place }

export type ConductHandlers = {
  readonly [N in keyof typeof conductRequests]: (data: RequestData<N>, client: Joined, requestId: RequestId) => Promise<RequestResponse<N>>
}

/** Names of what is decided and recorded; the rest only passes through. */
const recorded = Object.keys(conductRequests).filter((name): name is ConductRequestName => !['paper:point', 'chat:send', 'chat:history', 'complaint:send'].includes(name))

/** What each request about the conduct of a meeting does: decided, recorded, told to all (SPEC 2.1). */
export function conductHandlers(): ConductHandlers {
  const notYet = () => Promise.reject(new MeetingError('unknownRequest'))
  return {
    ...(Object.fromEntries(
      recorded.map((type) => [
        type,
        async (data: unknown, { place }: Joined, requestId: RequestId) => {
          const { host, member, endpointId } = place
          const actor = { kind: 'endpoint', participantId: member.participantId, endpointId } as const
          // The data were parsed by the schema of this name.
          const request = { type, data, tally: null, paperName: null } as ConductRequest
          await host.meeting.execute(request, { actor, requestId })
          return {}
        },
      ]),
    ) as Pick<ConductHandlers, ConductRequestName>),
    'paper:point': notYet,
    'chat:send': notYet,
    'chat:history': notYet,
    'complaint:send': notYet,
  }
}
