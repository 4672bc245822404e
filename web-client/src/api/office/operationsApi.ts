import { MediaNode } from '@diem-cau/signaling-contract/office'
import {
  History,
  OperationEventList,
  ResourceList,
  type OperationEvent,
  type ResourceId,
} from '@diem-cau/signaling-contract/operations'
import { at, get, post } from '../client/officeRequest.ts'
import { polled } from '../loading/polled.ts'
import { query } from '../loading/query.ts'

/** A time in seconds since the epoch, as charts count; `to` left out: until now. */
interface Span {
  readonly from: number
  readonly to?: number
}

/** Events of a resource or of a meeting. */
export interface EventsAsked extends Span {
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

/** A live view asks again for its events after this time, in milliseconds. */
const EVENTS_MS = 10_000

/** The past of what IT admins watch, and emptying a media node. */
export const operationsApi = {
  drain: (nodeId: string, draining: boolean) => post(at('media-nodes', nodeId, 'drain'), MediaNode, { draining }),
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
  resources: (asked: ResourcesAsked) =>
    query(['operations', 'resources', asked], (signal) =>
      get('/api/operations/resources', ResourceList, inMs({ ...asked }), signal),
    ),
}

/** The API names moments in milliseconds. */
function inMs<T extends Span>(asked: T): T {
  const { from, to } = asked
  return { ...asked, from: from * 1_000, ...(to === undefined ? {} : { to: to * 1_000 }) }
}
