import type {
  EndpointFacts,
  FindingCode,
  MetricKey,
  Neighbours,
  OperationEventKind,
  ResourceKind,
} from '@diem-cau/signaling-contract/operations'

/** Something that is, or is not, in the evidence. Data alone: `holds` says what it means. */
export type Sign =
  /** One of these was found with the room. */
  | { readonly is: 'found'; readonly codes: readonly FindingCode[] }
  /** For so many seconds in a row the metric was past the limit in this share of what was read of it. `sinceCut`: after its socket broke. */
  | ({
      readonly is: 'figure'
      readonly when: 'above' | 'below'
      readonly limit: number
      readonly sinceCut?: true
    } & Stretch)
  /** The same, and so many times what it was in its quiet tenth. */
  | ({ readonly is: 'grew'; readonly times: number; readonly limit: number } & Stretch)
  /** Its socket broke, and the last figure that came `afterMs` later or more is another one, and at least `least`. */
  | {
      readonly is: 'flowsOn'
      readonly metric: MetricKey<'endpoint'>
      readonly afterMs: number
      readonly least: number
    }
  /** This could not be read while that could. */
  | ({ readonly is: 'unread'; readonly beside: MetricKey<'endpoint'> } & Stretch)
  /** It happened to the room, so long before the window at most. `detail`: how the event's begins. */
  | {
      readonly is: 'happened'
      readonly kinds: readonly OperationEventKind[]
      readonly detail?: string
      readonly withinMs: number
    }
  /** The last of both that happened to one of the room's devices was `on`. */
  | { readonly is: 'device'; readonly on: string; readonly off: string }
  | { readonly is: 'fact'; readonly fact: 'path' | 'network' | 'networkCamera'; readonly values: readonly Fact[] }
  /** One of these was found with a server. `own`: with the node that carries the room, or a worker of that. */
  | {
      readonly is: 'serverFound'
      readonly kind: Exclude<ResourceKind, 'endpoint'>
      readonly service?: string
      readonly codes: readonly FindingCode[]
      readonly own?: true
    }
  /** It happened to a server. */
  | {
      readonly is: 'serverHappened'
      readonly kinds: readonly OperationEventKind[]
      readonly service?: string
      readonly withinMs: number
      readonly own?: true
    }
  | { readonly is: 'restart'; readonly wasOrderly: boolean; readonly withinMs: number }
  /** Of other rooms at least so many, and at least (at most) this share, had one of these. */
  | {
      readonly is: 'others'
      readonly where: Neighbours
      readonly codes: readonly FindingCode[]
      readonly atLeast?: { readonly count: number; readonly share: number }
      readonly atMost?: { readonly share: number; readonly of: number }
    }
  /** There are others. */
  | { readonly is: 'company' }
  | { readonly is: 'floor' }
  | { readonly is: 'all' | 'any'; readonly of: readonly Sign[] }

type Fact = NonNullable<EndpointFacts['path' | 'network' | 'networkCamera']>

type Stretch = { readonly metric: MetricKey<'endpoint'>; readonly seconds: number; readonly share: number }
