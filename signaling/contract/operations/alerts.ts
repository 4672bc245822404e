/**
 * Alerts: what is told to people when a finding lasts (SPEC 17). A rule says which findings, how long, who is told by what way; an alert is
 * one cause (a rule and a finding) at all resources that have it, until none has it any more.
 *   GET    /api/operations/alerts                        AlertsQuery -> AlertList, the newest first
 *   GET    /api/operations/alerts/:alertId               -> AlertDetail: also who was told
 *   POST   /api/operations/alerts/:alertId/acknowledge   -> AlertDetail
 *   GET    /api/operations/alert-rules                   -> AlertRuleList
 *   POST   /api/operations/alert-rules                   AlertRuleInput -> AlertRule
 *   PUT    /api/operations/alert-rules/:ruleId           EditAlertRule -> AlertRule
 *   DELETE /api/operations/alert-rules/:ruleId           -> AlertRuleList: a default one is as it was delivered, another one is gone
 * Who may: `operations.read` where the resource belongs, as for all of operations; rules are edited with `alert.manage`.
 */
import { z } from 'zod'
import { RowId, UnitCode } from '../core/ids.ts'
import { recorded, requiredLine } from '../text/text.ts'
import { FindingCode } from './findings.ts'
import { ResourceId } from './feed.ts'
import { ResourceKind } from './metrics.ts'

/** Roles that look after rooms and servers: the only ones that can open what an alert is about. */
export const AlertRole = z.enum(['technician', 'itAdmin'])
export type AlertRole = z.infer<typeof AlertRole>

/** `inbox`: in the program; `webhook`: to all webhooks that ask for alerts. */
export const AlertWay = z.enum(['inbox', 'mail', 'webhook'])
export type AlertWay = z.infer<typeof AlertWay>

/** A time of day in Vietnam, "22:00". */
export const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)

/** Nobody is told between these; over midnight when `from` is later. What still is then is told when they end. */
export const QuietHours = z.object({ from: TimeOfDay, to: TimeOfDay })
export type QuietHours = z.infer<typeof QuietHours>

const ruleFields = {
  name: requiredLine(120),
  enabled: z.boolean(),
  kinds: z.array(ResourceKind).min(1).max(ResourceKind.options.length),
  /** Empty: any finding. */
  codes: z.array(FindingCode).max(FindingCode.options.length),
  /** Findings that are at least as bad. */
  health: z.enum(['weak', 'bad']),
  /** Seconds that a finding has to last. */
  lasts: z.int().min(0).max(86_400),
  /** Rooms of this branch only; null: of all. Servers belong to no unit. */
  unitCode: UnitCode.nullable(),
  /** Those who have one of these roles at the unit of the resource, or above it. */
  roles: z.array(AlertRole).min(1).max(AlertRole.options.length),
  /** Of these only those at the nearest unit that has any are told at first; the others are when nobody acknowledges it. */
  nearestFirst: z.boolean().default(false),
  ways: z.array(AlertWay).min(1).max(AlertWay.options.length),
  /** Minutes after which others are told when nobody has acknowledged it; null: never. */
  escalateAfter: z.int().min(1).max(10_080).nullable(),
  escalateTo: z.array(AlertRole).max(AlertRole.options.length),
  quiet: QuietHours.nullable(),
}

export const AlertRuleInput = z.object(ruleFields)
export type AlertRuleInput = z.infer<typeof AlertRuleInput>

/** `version` 0: a default one that nobody changed. */
export const EditAlertRule = AlertRuleInput.extend({ version: z.int().min(0) })
export type EditAlertRule = z.infer<typeof EditAlertRule>

/** `isDefault`: delivered with the program; its name is one of `DEFAULT_RULES` and said by the page until somebody gives it another. */
export const AlertRule = z.object({
  ...ruleFields,
  name: recorded(120),
  ruleId: RowId,
  isDefault: z.boolean(),
  version: z.int().min(0),
})
export type AlertRule = z.infer<typeof AlertRule>

/** Ids of the rules that every office has; an id is also the name of one that was not changed. */
export const DEFAULT_RULES = [
  'serverLost',
  'serverBad',
  'serverWeak',
  'serverAhead',
  'roomLost',
  'roomLine',
  'roomDevices',
  'roomNotReady',
  'roomNotReadySoon',
  'roomHelp',
] as const
export type DefaultRule = (typeof DEFAULT_RULES)[number]

/** `mayManage`: who asks may edit them. */
export const AlertRuleList = z.object({ rules: z.array(AlertRule), mayManage: z.boolean() })
export type AlertRuleList = z.infer<typeof AlertRuleList>

/** One place that has the cause of an alert, or had it. Times are milliseconds; null: not, or not yet. */
export const AlertResource = z.object({
  resource: ResourceId,
  kind: ResourceKind,
  name: recorded(300),
  unitCode: UnitCode.nullable(),
  health: z.enum(['weak', 'bad']),
  since: z.int(),
  addedAt: z.int(),
  toldAt: z.int().nullable(),
  acknowledgedAt: z.int().nullable(),
  acknowledgedBy: recorded(300),
  escalatedAt: z.int().nullable(),
  clearedAt: z.int().nullable(),
})
export type AlertResource = z.infer<typeof AlertResource>

/** `open`: somewhere it is so, and not all of it is acknowledged. */
export const AlertState = z.enum(['open', 'acknowledged', 'cleared'])
export type AlertState = z.infer<typeof AlertState>

export const Alert = z.object({
  alertId: RowId,
  ruleId: RowId,
  ruleName: recorded(120),
  code: FindingCode,
  state: AlertState,
  raisedAt: z.int(),
  /** When people were told last; null: nobody was yet. */
  toldAt: z.int().nullable(),
  /** When they will be told, e.g. after quiet hours; null: nothing waits. */
  tellAt: z.int().nullable(),
  clearedAt: z.int().nullable(),
  /** Those that the one who asks may see, the newest first; `resourceCount` of them all, which may be more than are listed. */
  resources: z.array(AlertResource),
  resourceCount: z.int(),
})
export type Alert = z.infer<typeof Alert>

export const AlertWhy = z.enum(['raised', 'escalated', 'cleared'])
export type AlertWhy = z.infer<typeof AlertWhy>

/** One person was told. `resources`: of how many places. */
export const AlertTold = z.object({
  at: z.int(),
  why: AlertWhy,
  way: AlertWay,
  name: recorded(300),
  resources: z.int(),
})
export type AlertTold = z.infer<typeof AlertTold>

export const AlertDetail = Alert.extend({ told: z.array(AlertTold) })
export type AlertDetail = z.infer<typeof AlertDetail>

/** `state` now: those that are not cleared. `before`: raised earlier than that, for older ones. */
export const AlertsQuery = z.object({
  state: z.enum(['now', 'all']).default('now'),
  before: z.coerce.number().int().min(0).max(8.64e15).optional(),
})

export const AlertList = z.object({ alerts: z.array(Alert), more: z.boolean() })
export type AlertList = z.infer<typeof AlertList>
