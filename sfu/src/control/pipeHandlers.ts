import {
  ControlError,
  type MeetingId,
  type NodeId,
  type PipeData,
  type PipeRequestName,
  type PipeResponse,
} from '@diem-cau/sfu-contract'
import type { Meetings } from '../meeting/Meetings.ts'
import type { EchoSocket } from '../probe/EchoSocket.ts'
import type { NodeReporter } from './NodeReport.ts'

/** A handler for each request of another node; `caller` is the node id it was authenticated with. */
export type PipeHandlers = {
  readonly [N in PipeRequestName]: (caller: NodeId, data: PipeData<N>) => Promise<PipeResponse<N>>
}

export type PipeHandlersDeps = {
  nodeId: NodeId
  meetings: Meetings
  reporter: NodeReporter
  echo: Pick<EchoSocket, 'open'>
}

/** Carries out the requests of other nodes, which ask for producers of this one. */
export function pipeHandlers({ nodeId, meetings, reporter, echo }: PipeHandlersDeps): PipeHandlers {
  const outletsOf = (meetingId: MeetingId) => meetings.forNode(meetingId, false).outlets
  return {
    'pipe:connect': async (caller, { meetingId, pipe, relay }) => {
      if (reporter.draining && !meetings.has(meetingId)) {
        throw new ControlError('unavailable', 'the node drains; go over another')
      }
      return { nodeId, pipe: await meetings.forNode(meetingId, relay).outlets.connect(caller, pipe) }
    },
    'pipe:produce': (caller, { meetingId, producerId, via }) => outletsOf(meetingId).produce(caller, producerId, via),
    'pipe:stop': async (caller, { meetingId, producerId }) => {
      await meetings.get(meetingId)?.outlets.stop(caller, producerId)
      return {}
    },
    'pipe:close': async (caller, { meetingId }) => {
      meetings.get(meetingId)?.outlets.close(caller)
      return {}
    },
    'pipe:echo': () => echo.open(),
  }
}
