import type { Generated } from 'kysely'
import type { AccountId, MeetingId, ParticipantId, UnitCode } from '@diem-cau/signaling-contract'
import type { DeliveredEvent, Delivery } from '@diem-cau/signaling-contract/office'
import type {
  AlertTold,
  FindingCode,
  OperationEventKind,
  ResourceId,
  ResourceKind,
} from '@diem-cau/signaling-contract/operations'

/** Tables of what is measured, of alerts and of webhooks. Times are milliseconds since the epoch, but where it is said. */
export type OperationsSchema = {
  /** What is measured; times are milliseconds. */
  metric_resource: {
    id: Generated<number>
    /** ResourceId, or `meeting:<id>`. */
    key: string
    kind: ResourceKind | 'meeting'
    name: string
    search: string
    unit_code: UnitCode | null
    meeting_id: MeetingId | null
    participant_id: ParticipantId | null
    /** JSON of ResourceFacts. */
    facts: string
    first_at: number
    last_at: number
    changed_at: number
  }
  /** Backups that the server made by itself; `day` is that of Vietnam. */
  backup_run: {
    day: string
    try: number
    process: string
    started_at: number
    ended_at: number | null
    file: string | null
    bytes: number | null
    failure: string | null
  }
  /** All that one process read in one second; `at` in seconds. */
  metric_batch: { process: string; at: number; data: Uint8Array }
  /** Sixty points of a resource, of so many seconds each; `start` in seconds. */
  metric_chunk: { resource_id: number; seconds: number; start: number; data: Uint8Array }
  metric_mark: { seconds: number; whole_until: number }
  operation_event: {
    id: Generated<number>
    at: number
    kind: OperationEventKind
    resource: ResourceId | null
    meeting_id: MeetingId | null
    unit_code: UnitCode | null
    name: string
    detail: string
  }
  /** Rules of alerts that the office changed or made; of the others the program has the default. */
  alert_rule: {
    id: string
    /** JSON of AlertRuleInput. */
    settings: string
    version: number
    updated_at: number
  }
  alert: {
    id: string
    rule_id: string
    rule_name: string
    code: FindingCode
    raised_at: number
    gathered_at: number
    by_webhook: number
    /** When people will be told of places that they were not told of yet. */
    tell_at: number | null
    told_at: number | null
    cleared_at: number | null
    version: number
  }
  alert_resource: {
    alert_id: string
    resource: ResourceId
    kind: ResourceKind
    name: string
    unit_code: UnitCode | null
    health: 'weak' | 'bad'
    since: number
    added_at: number
    told_at: number | null
    acknowledged_at: number | null
    acknowledged_by: string
    escalated_at: number | null
    well_since: number | null
    cleared_at: number | null
  }
  alert_told: {
    id: Generated<number>
    alert_id: string
    at: number
    why: AlertTold['why']
    way: AlertTold['way']
    account_id: AccountId
    name: string
    resources: number
  }
  webhook: {
    id: string
    name: string
    url: string
    unit_code: UnitCode
    /** JSON of WebhookEvent[]. */
    events: string
    enabled: number
    sealed_secret: string
    sealed_old: Generated<string | null>
    old_until: Generated<number | null>
    failing_since: Generated<number | null>
    switched_off_at: Generated<number | null>
    last_delivered_at: Generated<number | null>
    created_at: number
    tells_from: number
    version: number
  }
  webhook_event: {
    id: string
    source: string
    kind: DeliveredEvent
    at: number
    /** JSON of WebhookMessage. */
    body: string
  }
  webhook_delivery: {
    id: string
    webhook_id: string
    event_id: string
    state: Delivery['state']
    tries: number
    next_try_at: number | null
    status: Generated<number | null>
    error: string
    answer: string
    created_at: number
    done_at: Generated<number | null>
    is_replay: number
  }
  webhook_mark: { source: string; position: number }
}
