/**
 * What was, out of the store. Who may: `operations.read` where the resource belongs (servers: at a topmost unit).
 *   GET /api/operations/history?resource=&from=&to=&points=   -> History
 *   GET /api/operations/events?resource=|meeting=|unit=&from=&to= -> OperationEventList
 *   GET /api/operations/resources?at=&unit=&meeting=&q=        -> ResourceList: what was there at a time
 */
import { z } from 'zod'
import { MeetingId, UnitCode } from '../core/ids.ts'
import { recorded } from '../text/text.ts'
import { EndpointFacts } from './report.ts'
import { ResourceId } from './feed.ts'
import { ResourceKind } from './metrics.ts'

/** Seconds of one point, and for how long points of that length are kept, in seconds. */
export const RESOLUTIONS = [
  { seconds: 1, keptFor: 3600 },
  { seconds: 10, keptFor: 2 * 86_400 },
  { seconds: 60, keptFor: 30 * 86_400 },
  { seconds: 900, keptFor: 2 * 366 * 86_400 },
] as const

/**
 * Points of one resource in time, column by column for a chart: `at` in seconds since the epoch, the beginning of each;
 * `mean` and `max` one list for each metric of its kind, in the table's order. null = nothing was read.
 */
export const History = z.object({
  resource: ResourceId,
  seconds: z.int(),
  at: z.array(z.int()),
  mean: z.array(z.array(z.number().nullable())),
  max: z.array(z.array(z.number().nullable())),
})
export type History = z.infer<typeof History>

/** Words of what happens; `detail` has the rest, a short text. */
export const OperationEventKind = z.enum([
  'joined',
  'left',
  'lineLost',
  'lineBack',
  'device',
  'moved',
  'mediaLost',
  'complaint',
  'meetingOpened',
  'meetingClosed',
  'floorGranted',
  'nodeFound',
  'nodeLost',
  'workerLost',
  'drained',
  'reopened',
  'processStarted',
  'processEnded',
  'serviceLost',
  'serviceBack',
  'restarted',
  'found',
  'cleared',
])
export type OperationEventKind = z.infer<typeof OperationEventKind>

export const OperationEvent = z.object({
  id: z.int(),
  at: z.int(),
  kind: OperationEventKind,
  resource: ResourceId.nullable(),
  meetingId: MeetingId.nullable(),
  unitCode: UnitCode.nullable(),
  name: recorded(300),
  detail: recorded(500),
})
export type OperationEvent = z.infer<typeof OperationEvent>

export const OperationEventList = z.object({ events: z.array(OperationEvent), more: z.boolean() })

/** A resource that was there in a time. */
export const PastResource = z.object({
  id: ResourceId,
  kind: ResourceKind,
  name: recorded(300),
  unitCode: UnitCode.nullable(),
  meetingId: MeetingId.nullable(),
  firstAt: z.int(),
  lastAt: z.int(),
  facts: EndpointFacts.nullable(),
})
export type PastResource = z.infer<typeof PastResource>

export const ResourceList = z.object({ resources: z.array(PastResource) })
