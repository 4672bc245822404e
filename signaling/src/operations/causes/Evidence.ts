import type { UnitCode } from '@diem-cau/signaling-contract'
import type {
  FindingCode,
  OperationEvent,
  ResourceId,
  ResourceKind,
  WhyRoom,
} from '@diem-cau/signaling-contract/operations'

/** A finding and how long it was there. Milliseconds since the epoch; `until` null: it lasts. */
export type Found = {
  readonly code: FindingCode
  readonly health: 'weak' | 'bad'
  readonly value: number | null
  readonly since: number
  readonly until: number | null
}

/** Figures of a room: `at` in seconds since the epoch, `columns` one for each metric; null = not read. */
export type Series = {
  readonly seconds: number
  readonly at: readonly number[]
  readonly columns: readonly (readonly (number | null)[])[]
}

/** A room of the same meeting. `isOfBranch`: its unit is under the same one. */
export type OtherThen = {
  readonly id: ResourceId
  readonly name: string
  readonly unitCode: UnitCode | null
  readonly hostUnit: UnitCode | null
  readonly node: string | null
  readonly isOfBranch: boolean
  /** Its page said how it was: of one that says nothing nobody knows whether it is well. */
  readonly isRead: boolean
  readonly found: readonly Found[]
}

/** The room that it is about. `firstAt`: when it came, milliseconds. */
export type RoomThen = WhyRoom & {
  readonly hostUnit: UnitCode | null
  /** The media node that carries it. */
  readonly node: string | null
  readonly firstAt: number
  readonly found: readonly Found[]
  readonly series: Series | null
  /** From some time before the window until its end, the oldest first. */
  readonly events: readonly OperationEvent[]
  /** It has had the floor since then; null: it has not. */
  readonly floorSince: number | null
}

export type ServerThen = {
  readonly id: ResourceId
  readonly kind: Exclude<ResourceKind, 'endpoint'>
  readonly name: string
  /** The media node that it is or is part of. */
  readonly node: string | null
  readonly found: readonly Found[]
  readonly events: readonly OperationEvent[]
  /** Keys of the metrics of which anything was read in that time. */
  readonly read: readonly string[]
}

/** A process that came in another one's place. `wasOrderly`: that one had said that it ends. */
export type Restart = { readonly at: number; readonly wasOrderly: boolean; readonly event: OperationEvent }

/** All that is known of a room and a time, side by side. Milliseconds since the epoch. */
export type Evidence = {
  readonly from: number
  readonly to: number
  readonly room: RoomThen
  readonly others: readonly OtherThen[]
  readonly servers: readonly ServerThen[]
  readonly restarts: readonly Restart[]
}
