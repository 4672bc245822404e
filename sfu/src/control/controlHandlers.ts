import {
  ControlError,
  type ControlData,
  type ControlRequestName,
  type ControlResponse,
  type EndpointId,
  type MeetingId,
  type MeetingSnapshot,
  type OwnerId,
  RtpCapabilities,
} from '@diem-cau/sfu-contract'
import { ortc } from 'mediasoup'
import type { Logger } from 'pino'
import type { Endpoint } from '../meeting/Endpoint.ts'
import { mediaCodecs } from '../meeting/mediaCodecs.ts'
import type { Meeting } from '../meeting/Meeting.ts'
import type { CameraNetworks } from '../networkCamera/CameraNetworks.ts'
import type { Meetings } from '../meeting/Meetings.ts'
import type { OtherNodes } from '../meeting/NodeLine.ts'
import { tryCamera } from '../networkCamera/tryCamera.ts'
import { tryWay } from '../probe/tryWay.ts'
import type { NodeReporter } from './NodeReport.ts'
import { onWire } from '../wire/onWire.ts'
import type { Ownership } from './Ownership.ts'

/** A handler for each request; `caller` is the owner id the connection was authenticated with. */
export type ControlHandlers = {
  readonly [N in ControlRequestName]: (
    caller: OwnerId,
    data: ControlData<N>,
  ) => ControlResponse<N> | Promise<ControlResponse<N>>
}

export type ControlHandlersDeps = {
  meetings: Meetings
  ownership: Ownership
  reporter: NodeReporter
  nodes: Pick<OtherNodes, 'reach'>
  cameraNetworks: CameraNetworks
  log: Logger
}

/** Carries out the requests of owners. Anything about a meeting is for its owner alone. */
export function controlHandlers({
  meetings,
  ownership,
  reporter,
  nodes,
  cameraNetworks,
  log,
}: ControlHandlersDeps): ControlHandlers {
  // The capabilities are the same for every router, as they share their codecs.
  const routerRtpCapabilities = onWire(RtpCapabilities, ortc.generateRouterRtpCapabilities(mediaCodecs))

  /** @throws ControlError `endpointNotFound` or `notYours` */
  const find = (caller: OwnerId, endpointId: EndpointId): { meeting: Meeting; endpoint: Endpoint } => {
    const meeting = meetings.meetingOf(endpointId)
    const endpoint = meeting?.endpoint(endpointId)
    if (meeting === undefined || endpoint === undefined) {
      throw new ControlError('endpointNotFound', 'no such endpoint on this node; join again')
    }
    ownership.require(meeting.meetingId, caller)
    return { meeting, endpoint }
  }

  const snapshot = (meeting: Meeting): MeetingSnapshot => ({
    meetingId: meeting.meetingId,
    owner: ownership.ownerOf(meeting.meetingId),
    endpoints: meeting.snapshots,
  })

  return {
    'node:describe': () => ({ ...reporter.report, routerRtpCapabilities }),
    'node:tryWay': (_caller, { to }) => tryWay(nodes, to),
    'node:tryCamera': async (_caller, { camera }) => ({ state: await tryCamera(camera, cameraNetworks, log) }),
    'node:clock': () => ({ now: Date.now() }),
    'node:drain': (_caller, { draining }) => {
      reporter.draining = draining
      return {}
    },
    'meeting:list': (_owner, { meetingIds }) => {
      const asked = meetingIds && new Set(meetingIds)
      const isListed = (meetingId: MeetingId) => ownership.isOwned(meetingId) && (!asked || asked.has(meetingId))
      return { meetings: meetings.all.filter(({ meetingId }) => isListed(meetingId)).map(snapshot) }
    },
    'meeting:takeOver': (caller, { meetingId }) => {
      const meeting = meetings.get(meetingId)
      if (meeting === undefined) throw new ControlError('meetingNotFound', 'no such meeting on this node')
      ownership.takeOver(meetingId, caller)
      return snapshot(meeting)
    },
    'meeting:close': (caller, { meetingId }) => {
      if (!meetings.has(meetingId)) return {}
      ownership.require(meetingId, caller)
      meetings.close(meetingId, 'requested')
      return {}
    },
    'meeting:setVoices': async (caller, { meetingId, endpointIds }) => {
      const meeting = meetings.get(meetingId)
      if (meeting === undefined) throw new ControlError('meetingNotFound', 'no such meeting on this node')
      ownership.require(meetingId, caller)
      await meeting.setVoices(endpointIds)
      return {}
    },
    'endpoint:join': async (caller, { meetingId, endpointId, rtpCapabilities, voice, apartFrom, line, echo }) => {
      if (reporter.draining && !meetings.has(meetingId)) {
        throw new ControlError('unavailable', 'the node drains; open the meeting on another')
      }
      ownership.claim(meetingId, caller)
      try {
        const downlink = line === undefined ? {} : { downlink: meetings.lines.of(line) }
        const options = { rtpCapabilities, voice, ...downlink, ...(echo && { echo }) }
        const { part, endpoint } = await meetings.join(meetingId, endpointId, options, apartFrom)
        // The grace of a caller that went meanwhile may have run out while there was no meeting to close.
        ownership.claim(meetingId, caller)
        const { routerRtpCapabilities, worker } = part
        return { worker: worker.index, routerRtpCapabilities, ...endpoint.transportParameters }
      } finally {
        // A meeting that did not come to be belongs to nobody.
        if (!meetings.has(meetingId)) ownership.release(meetingId)
      }
    },
    'endpoint:capabilities': (caller, { endpointId, rtpCapabilities }) => {
      find(caller, endpointId).endpoint.rtpCapabilities = rtpCapabilities
      return {}
    },
    'endpoint:connect': async (caller, { endpointId, direction, dtlsParameters }) => {
      await find(caller, endpointId).endpoint.transport(direction).connect(dtlsParameters)
      return {}
    },
    'endpoint:restartIce': async (caller, { endpointId, direction }) => {
      const iceParameters = await find(caller, endpointId).endpoint.transport(direction).restartIce()
      return { iceParameters }
    },
    'endpoint:produce': async (caller, { endpointId, source, rtpParameters, paused }) => {
      const producerId = await find(caller, endpointId).endpoint.produce(source, rtpParameters, paused)
      return { producerId }
    },
    'endpoint:produceFrom': async (caller, { endpointId, camera, paused }) => {
      const producerId = await find(caller, endpointId).endpoint.produceFrom(camera, paused, cameraNetworks)
      return { producerId }
    },
    'endpoint:setProducerPaused': async (caller, { endpointId, producerId, paused }) => {
      const { meeting, endpoint } = find(caller, endpointId)
      const open = meeting.ownProducer(endpoint, producerId)
      if (open === undefined) throw new ControlError('producerNotFound', 'no such producer, or it is closed')
      await endpoint.setProducerPaused(open, paused)
      return {}
    },
    'endpoint:closeProducer': (caller, { endpointId, producerId }) => {
      const { meeting, endpoint } = find(caller, endpointId)
      const open = meeting.ownProducer(endpoint, producerId)
      if (open !== undefined) endpoint.closeProducer(open)
      return {}
    },
    'endpoint:subscribe': (caller, { endpointId, sources }) => {
      const { meeting, endpoint } = find(caller, endpointId)
      return meeting.subscribe(endpoint, sources)
    },
    'endpoint:resume': async (caller, { endpointId, consumerIds }) => {
      const { meeting, endpoint } = find(caller, endpointId)
      await meeting.resume(endpoint, consumerIds)
      return {}
    },
    'endpoint:leave': async (caller, { endpointId }) => {
      await meetings.leave(endpointId, (meetingId) => ownership.require(meetingId, caller))
      return {}
    },
    'endpoint:stats': (caller, { endpointId }) => find(caller, endpointId).endpoint.stats(),
  }
}
