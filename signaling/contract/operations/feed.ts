/** A page that watches is told all of a view at first, then once a second what of it is different. SPEC 16. */
import { z } from 'zod'
import { MeetingId, ParticipantId, UnitCode } from '../core/ids.ts'
import { EndpointFacts } from './report.ts'
import { Finding, Health } from './findings.ts'
import { MediaNode } from './mediaNode.ts'
import { ResourceKind, Sample } from './metrics.ts'
import { NodeSide } from './nodeSide.ts'
import { recorded } from '../text/text.ts'

/**
 * Names a resource for all time: `endpoint:<meeting>/<participant>`, `node:<id>`, `worker:<node id>/<index>`,
 * `process:<name>`, `service:<name>`.
 */
export const ResourceId = z
  .string()
  .max(200)
  .regex(/^(?:endpoint|node|worker|process|service):[A-Za-z0-9_.:/-]+$/)
export type ResourceId = z.infer<typeof ResourceId>

/** `servers`: nodes, workers, processes, services and the meetings that run. `meeting`: its endpoints. */
export const OperationsView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('servers') }),
  z.object({ kind: z.literal('meeting'), meetingId: MeetingId }),
  z.object({ kind: z.literal('endpoint'), meetingId: MeetingId, participantId: ParticipantId }),
])
export type OperationsView = z.infer<typeof OperationsView>

/** A resource as a page shows it. `since`: when its health became what it is; `sampledAt` null: nothing was ever read. */
export const Resource = z.object({
  id: ResourceId,
  kind: ResourceKind,
  /** As people know it: a room, a node's region or id. */
  name: recorded(300),
  health: Health,
  since: z.int(),
  findings: z.array(Finding),
  sampledAt: z.int().nullable(),
  sample: Sample,
  unitCode: UnitCode.nullable(),
  meetingId: MeetingId.nullable(),
  participantId: ParticipantId.nullable(),
  facts: EndpointFacts.nullable(),
  /** The media node that carries it. */
  node: recorded(64).nullable(),
  report: MediaNode.nullable(),
  /** Of an endpoint that is watched alone, by the process that conducts its meeting; else null. */
  nodeSide: NodeSide.nullable(),
})
export type Resource = z.infer<typeof Resource>

export const RunningMeeting = z.object({
  meetingId: MeetingId,
  title: recorded(300),
  startedAt: z.int().nullable(),
  rooms: z.int(),
  connected: z.int(),
  /** Who has the floor, by name; null: nobody. */
  floor: recorded(300).nullable(),
  health: Health,
  since: z.int(),
  /** Endpoints by health. */
  counts: z.record(Health, z.int()),
  worst: recorded(300).nullable(),
})
export type RunningMeeting = z.infer<typeof RunningMeeting>

const { name, health, since, findings, sampledAt, unitCode, facts, node, report, nodeSide } = Resource.shape

/** Part of a resource: `id` and what is different; of a sample the places that are: `[index, value]`. Who it is never changes. */
export const ResourceChange = z.object({
  id: ResourceId,
  name: name.exactOptional(),
  health: health.exactOptional(),
  since: since.exactOptional(),
  findings: findings.exactOptional(),
  sampledAt: sampledAt.exactOptional(),
  unitCode: unitCode.exactOptional(),
  facts: facts.exactOptional(),
  node: node.exactOptional(),
  report: report.exactOptional(),
  nodeSide: nodeSide.exactOptional(),
  values: z.array(z.tuple([z.int().min(0).max(63), z.number().nullable()])).exactOptional(),
})
export type ResourceChange = z.infer<typeof ResourceChange>

export const OperationsSnapshot = z.object({
  at: z.int(),
  resources: z.array(Resource),
  meetings: z.array(RunningMeeting),
})
export type OperationsSnapshot = z.infer<typeof OperationsSnapshot>

/** Notice `operationsChanged`: what is different since the last, or since the answer of `operations:watch`. */
export const OperationsChange = z.object({
  at: z.int(),
  added: z.array(Resource),
  changed: z.array(ResourceChange),
  gone: z.array(ResourceId),
  meetings: z.array(RunningMeeting),
  meetingsGone: z.array(MeetingId),
})
export type OperationsChange = z.infer<typeof OperationsChange>
