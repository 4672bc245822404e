import type { UnitCode } from '@diem-cau/signaling-contract'
import type {
  AlertRule,
  AlertWhy,
  Finding,
  FindingCode,
  ResourceId,
  ResourceKind,
} from '@diem-cau/signaling-contract/operations'

/** Where something was found. `unitCode`: of the room, of a guest the host's; null: a server, which carries meetings of any unit. */
export type Place = {
  readonly resource: ResourceId
  readonly kind: ResourceKind
  readonly name: string
  readonly unitCode: UnitCode | null
}

export type Found = { readonly place: Place; readonly finding: Finding }

/** A place of an alert as the store keeps it. Times are milliseconds; null: not yet. */
export type CasePlace = Place & {
  readonly health: Finding['health']
  readonly since: number
  readonly addedAt: number
  readonly toldAt: number | null
  readonly acknowledgedAt: number | null
  readonly escalatedAt: number | null
  /** Nothing was found there any more since then. */
  readonly wellSince: number | null
  readonly clearedAt: number | null
}

/** An alert that is not over, with all of its places, also those that are. */
export type AlertCase = {
  /** Null: it is raised now. */
  readonly alertId: string | null
  readonly ruleId: string
  readonly ruleName: string
  readonly code: FindingCode
  readonly raisedAt: number
  readonly gatheredAt: number
  readonly tellAt: number | null
  readonly toldAt: number | null
  readonly clearedAt: number | null
  /** 0: it is raised now. */
  readonly version: number
  readonly places: readonly CasePlace[]
}

/** What people are told now of a case. */
export type Message = {
  readonly why: AlertWhy
  readonly rule: Pick<AlertRule, 'roles' | 'nearestFirst' | 'ways' | 'escalateTo'>
  readonly places: readonly Place[]
}

/** A case after a look, and what is told of it. */
export type CaseStep = { readonly next: AlertCase; readonly messages: readonly Message[] }
