/**
 * What was, out of the store. Who may: `operations.read` where the resource belongs (servers: at a topmost unit).
 *   GET /api/operations/history    HistoryQuery   -> History
 *   GET /api/operations/events     EventsQuery    -> OperationEventList
 *   GET /api/operations/resources  ResourcesQuery -> ResourceList: what was there at a time
 */
import { z } from 'zod'
import { MeetingId, ParticipantId, UnitCode } from '../core/ids.ts'
import { line, recorded } from '../text/text.ts'
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

/** At most so many points of a chart, whatever is asked. */
export const MAX_POINTS = 4000
/** Most rows of one list. */
export const MAX_LISTED = 500

const Moment = z.coerce.number().int().min(0).max(8.64e15)

/** Times are milliseconds since the epoch. */
export const HistoryQuery = z.object({
  resource: ResourceId,
  from: Moment,
  to: Moment,
  points: z.coerce.number().int().min(10).max(MAX_POINTS).default(600),
})

/** Events of one of these; `to` left out: until now. The newest first, `more`: there are older ones in that time. */
export const EventsQuery = z.object({
  resource: ResourceId.optional(),
  meeting: MeetingId.optional(),
  unit: UnitCode.optional(),
  kind: OperationEventKind.optional(),
  from: Moment,
  to: Moment.optional(),
})

/** Resources that were there at some moment from `from` to `to`; without `to`: at `from`. `q`: words of the name, with or without accents. */
export const ResourcesQuery = z.object({
  from: Moment,
  to: Moment.optional(),
  kind: ResourceKind.optional(),
  unit: UnitCode.optional(),
  meeting: MeetingId.optional(),
  q: line(100).optional(),
})

export const OperationEventList = z.object({ events: z.array(OperationEvent), more: z.boolean() })

/** A resource that was there in a time. */
export const PastResource = z.object({
  id: ResourceId,
  kind: ResourceKind,
  name: recorded(300),
  unitCode: UnitCode.nullable(),
  meetingId: MeetingId.nullable(),
  participantId: ParticipantId.nullable(),
  /** Of the meeting; null: it is no endpoint. */
  title: recorded(300).nullable(),
  firstAt: z.int(),
  lastAt: z.int(),
  facts: EndpointFacts.nullable(),
})
export type PastResource = z.infer<typeof PastResource>

export const ResourceList = z.object({ resources: z.array(PastResource) })
