import type { MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import { MediaNode, MediaNodeList, type NodeId, NodeTest, TestLine } from '@diem-cau/signaling-contract/office'
import {
  History,
  OperationEventList,
  MonthReport,
  ResourceList,
  RoomDiagnosis,
  RoomMoved,
  RoomRestarted,
  SelfCheck,
  UpgradeNews,
  Why,
  type Month,
  type OperationEvent,
  type OperationEventKind,
  type ResourceId,
} from '@diem-cau/signaling-contract/operations'
import { z } from 'zod'
import { authorisedFile } from '../client/account.ts'
import { at, get, post, queryString } from '../client/officeRequest.ts'
import { RequestFailed } from '../client/RequestFailed.ts'
import { polled } from '../loading/polled.ts'
import { query } from '../loading/query.ts'

/** A time in seconds since the epoch, as charts count; `to` left out: until now. */
interface Span {
  readonly from: number
  readonly to?: number
}

/** Events of a resource, of a meeting, or of one kind. */
export interface EventsAsked extends Span {
  readonly kind?: OperationEventKind
  readonly resource?: ResourceId
  readonly meeting?: string
}

/** What happened, the oldest first; `more`: not all of it. */
interface EventsFound {
  readonly events: readonly OperationEvent[]
  readonly more: boolean
}

/** What was there at some moment of a time; without `to`, at its beginning. */
export interface ResourcesAsked extends Span {
  readonly unit?: string
  readonly meeting?: string
  readonly q?: string
}

/** A room, and a moment in seconds since the epoch; without one: now. With a complaint: what it was, and of whom. */
interface WhyAsked {
  readonly resource: ResourceId
  readonly at?: number
  readonly about?: string
  readonly what?: string
}

/** What is the cause now is looked for again after this time, in milliseconds. */
const WHY_MS = 4_000

/** How far an upgrade is is asked after this time, in milliseconds: a step takes some seconds. */
const UPGRADE_MS = 3_000

/** A live view asks again for its events after this time, in milliseconds. */
const EVENTS_MS = 10_000

/** A room in a meeting that is under way. */
export interface RoomAsked {
  readonly meetingId: MeetingId
  readonly participantId: ParticipantId
}

/** The past of what IT admins watch, and what they can do about it. */
export const operationsApi = {
  monthFile: (month: Month, kind: 'xlsx' | 'csv') => authorisedFile(at('operations', 'months', month, `units.${kind}`)),
  drain: (nodeId: string, draining: boolean) => post(at('media-nodes', nodeId, 'drain'), MediaNode, { draining }),
  /** Takes some seconds for each other node. */
  testNode: (nodeId: string) => post(at('media-nodes', nodeId, 'test'), NodeTest),
  /** Transports of a line that carries nothing, for 20 s. */
  openLine: (nodeId: string) => post(at('media-nodes', nodeId, 'lines'), TestLine),
  connectLine: (nodeId: string, lineId: string, dtlsParameters: unknown) =>
    post(at('media-nodes', nodeId, 'lines', lineId, 'connect'), z.object({}), { dtlsParameters }),
  /** Takes up to a minute. */
  checkServers: () => post(at('operations', 'self-check'), SelfCheck),
  checkArchive: (checkId: string) => authorisedFile(at('operations', 'self-check', checkId)),
  /** @param nodeId where it is wanted; null: wherever there is room */
  move: (room: RoomAsked, nodeId: NodeId | null) => onRoom(room, 'move', RoomMoved, nodeId === null ? {} : { nodeId }),
  restart: (room: RoomAsked) => onRoom(room, 'restart', RoomRestarted),
  diagnose: (room: RoomAsked) => onRoom(room, 'diagnosis', RoomDiagnosis),
  endMeeting: (meetingId: MeetingId) => onMeeting([meetingId, 'end'], z.object({})),
}

export const operationsQueries = {
  /** @param points the most points that are of use */
  history: (asked: {
    readonly resource: ResourceId
    readonly from: number
    readonly to: number
    readonly points: number
  }) =>
    query(['operations', 'history', asked], (signal) => get('/api/operations/history', History, inMs(asked), signal)),
  /** All events of these questions, each once, in the order in which they happened. */
  events: (asked: readonly EventsAsked[], isLive: boolean) =>
    query(
      ['operations', 'events', asked],
      async (signal): Promise<EventsFound> => {
        const lists = await Promise.all(
          asked.map((one) => get('/api/operations/events', OperationEventList, inMs({ ...one }), signal)),
        )
        const byId = new Map<number, OperationEvent>()
        for (const { events } of lists) for (const event of events) byId.set(event.id, event)
        return {
          events: [...byId.values()].toSorted((a, b) => a.at - b.at || a.id - b.id),
          more: lists.some(({ more }) => more),
        }
      },
      isLive ? polled<EventsFound>(EVENTS_MS, 0) : {},
    ),
  nodes: () => query(['operations', 'nodes'], (signal) => get('/api/media-nodes', MediaNodeList, {}, signal)),
  why: ({ at: moment, ...asked }: WhyAsked) =>
    query(
      ['operations', 'why', { moment, ...asked }],
      (signal) =>
        get('/api/operations/why', Why, { ...asked, at: moment === undefined ? undefined : moment * 1_000 }, signal),
      moment === undefined ? polled<Why>(WHY_MS, 0) : {},
    ),
  upgrade: () =>
    query(
      ['operations', 'upgrade'],
      (signal) => get('/api/operations/upgrade', UpgradeNews, {}, signal),
      polled<UpgradeNews>(UPGRADE_MS, 0),
    ),
  month: (month: Month, q: string) =>
    query(['operations', 'month', month, q], (signal) =>
      get(at('operations', 'months', month), MonthReport, { q }, signal),
    ),
  resources: (asked: ResourcesAsked) =>
    query(['operations', 'resources', asked], (signal) =>
      get('/api/operations/resources', ResourceList, inMs({ ...asked }), signal),
    ),
}

const onRoom = <S extends z.ZodType>({ meetingId, participantId }: RoomAsked, what: string, schema: S, body = {}) =>
  onMeeting([meetingId, 'rooms', participantId, what], schema, body)

/** Of several processes one conducts the meeting: the one that answers says which, and that one is asked (SPEC 16.12). */
async function onMeeting<S extends z.ZodType>(parts: readonly string[], schema: S, body: object = {}) {
  const path = at('operations', 'meetings', ...parts)
  try {
    return await post(path, schema, body)
  } catch (error) {
    const process = error instanceof RequestFailed && error.code === 'elsewhere' ? error.body?.process : undefined
    if (process === undefined) throw error
    return post(path + queryString({ process }), schema, body)
  }
}

/** The API names moments in milliseconds. */
function inMs<T extends Span>(asked: T): T {
  const { from, to } = asked
  return { ...asked, from: from * 1_000, ...(to === undefined ? {} : { to: to * 1_000 }) }
}
