/**
 * What can be done about a room or a meeting that is watched. Who may: `operations.act` where the endpoint belongs, `meeting.end` at the
 * unit that holds the meeting. A process that does not conduct the meeting answers `elsewhere`: the request is repeated with
 * `?process=<id>`. Each is in the audit log.
 *   POST /api/operations/meetings/:meetingId/rooms/:participantId/move      MoveRoom -> RoomMoved
 *   POST /api/operations/meetings/:meetingId/rooms/:participantId/restart            -> RoomRestarted
 *   POST /api/operations/meetings/:meetingId/rooms/:participantId/diagnosis          -> RoomDiagnosis
 *   POST /api/operations/meetings/:meetingId/end                                     -> {}
 */
import { z } from 'zod'
import { NodeId } from '@diem-cau/sfu-contract'
import { ENDPOINT_METRICS, sampleUpTo } from './metrics.ts'
import { EndpointFacts } from './report.ts'
import { ascii, line, recorded } from '../text/text.ts'

/** `nodeId`: where it is wanted; left out: wherever there is room. It goes elsewhere when that node does not take it. */
export const MoveRoom = z.object({ nodeId: NodeId.exactOptional() })

/** `stayed`: nowhere is room for it, or its client has not changed over. `node`: that carries it now. */
export const RoomMoved = z.object({ outcome: z.enum(['moved', 'stayed', 'away']), node: recorded(64).nullable() })
export type RoomMoved = z.infer<typeof RoomMoved>

/** `silent`: its page was asked and has not done it within ten seconds. `away`: it has no line, or no media, just now. */
export const RoomRestarted = z.object({ outcome: z.enum(['restarted', 'silent', 'away']) })
export type RoomRestarted = z.infer<typeof RoomRestarted>

const MAX_DEVICES = 12
const devices = z.array(line(200)).max(MAX_DEVICES)

/** What a room's page says of itself when it is asked. All of it is bounded: it comes from a PC that is not well. */
export const Diagnosis = z.object({
  facts: EndpointFacts,
  /** The last seconds, the oldest first, in the order of `ENDPOINT_METRICS`. */
  samples: z.array(sampleUpTo(ENDPOINT_METRICS.length)).max(10),
  /** What the page finds wrong, in the words of `RoomTrouble`, and for how long by now, in milliseconds. */
  troubles: z.array(z.object({ trouble: ascii(40), forMs: z.int().min(0) })).max(16),
  /** Its media link as the page sees it. */
  media: z.enum(['none', 'starting', 'running', 'rebuilding', 'waiting', 'full', 'unsupported']),
  sources: z
    .array(
      z.object({
        source: z.enum(['mic', 'camera']),
        /** `wanted`: the person switched it on; `muted`: the system or a switch keeps it silent. */
        wanted: z.boolean(),
        on: z.boolean(),
        muted: z.boolean(),
        /** Of a camera: pixels and frames a second that it gives. */
        width: z.int().min(0).max(16_384).nullable(),
        height: z.int().min(0).max(16_384).nullable(),
        frames: z.number().min(0).max(1000).nullable(),
      }),
    )
    .max(2),
  devices: z.object({ cameras: devices, microphones: devices, loudspeakers: devices }),
  page: z.object({
    hidden: z.boolean(),
    /** Since it was loaded, in seconds. */
    age: z.int().min(0).max(1e9),
    agent: line(300),
  }),
})
export type Diagnosis = z.infer<typeof Diagnosis>
export { MAX_DEVICES as MAX_DIAGNOSED_DEVICES }

/** `diagnosis` null: the page has not answered. */
export const RoomDiagnosis = z.object({
  outcome: z.enum(['answered', 'silent', 'away']),
  diagnosis: Diagnosis.nullable(),
})
export type RoomDiagnosis = z.infer<typeof RoomDiagnosis>
