import { type Account, ErrorBody, MeetingError, RowId } from '@diem-cau/signaling-contract'
import type { AuditAction } from '@diem-cau/signaling-contract/office'
import {
  type Alert,
  AlertDetail,
  AlertList,
  AlertRule,
  AlertRuleInput,
  AlertRuleList,
  AlertsQuery,
  EditAlertRule,
} from '@diem-cau/signaling-contract/operations'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'
import { mayAt, requireMay, scopeCondition, scopeOf } from '../../office/access.ts'
import type { OfficeContext } from '../../office/OfficeContext.ts'
import { scopeFor } from '../feed/scopeFor.ts'
import type { AlertStore, KeptAlert, SeesPlace } from './AlertStore.ts'
import { RuleStore } from './RuleStore.ts'

export type AlertRoutesOptions = OfficeContext & { readonly store: AlertStore; readonly rules: RuleStore }

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const alertParams = z.object({ alertId: RowId })
const ruleParams = z.object({ ruleId: RowId })

/** Alerts that are and were, and their rules (SPEC 17). */
export const alertRoutes: FastifyPluginAsyncZod<AlertRoutesOptions> = async (app, options) => {
  const { db, clock, audit, authenticate, store, rules } = options

  const detail = async (account: Account, alertId: string) => {
    const alert = await store.find(alertId, await seesOf(db, account))
    if (!alert) throw new MeetingError('notFound', 'no such alert')
    return { ...shown(alert), told: await store.told(alertId) }
  }
  const onRecord = (
    tx: Kysely<Schema>,
    request: FastifyRequest,
    account: Account,
    action: AuditAction,
    rule: AlertRule,
  ) =>
    audit.append(
      tx,
      { account, ip: request.ip },
      {
        action,
        subject: { type: 'alertRule', id: rule.ruleId, name: rule.name },
        unitCode: rule.unitCode ?? account.unit.code,
        details: { enabled: rule.enabled },
      },
    )

  app.get(
    '/operations/alerts',
    {
      config: { scope: 'operations.read' },
      schema: {
        summary: 'Alerts that are now, or all that were, the newest first',
        querystring: AlertsQuery,
        response: { 200: AlertList, ...errors },
      },
    },
    async (request) => {
      const sees = await seesOf(db, await authenticate(request))
      const { state, before } = request.query
      const { alerts, more } = await store.list(
        { now: state === 'now', ...(before === undefined ? {} : { before }) },
        sees,
      )
      return { alerts: alerts.map(shown), more }
    },
  )

  app.get(
    '/operations/alerts/:alertId',
    {
      config: { scope: 'operations.read' },
      schema: {
        summary: 'One alert, and who was told of it',
        params: alertParams,
        response: { 200: AlertDetail, ...errors },
      },
    },
    async (request) => detail(await authenticate(request), request.params.alertId),
  )

  app.post(
    '/operations/alerts/:alertId/acknowledge',
    {
      config: { scope: 'alerts.acknowledge' },
      schema: {
        summary: 'I look after the places of this alert that I may see: nobody else is told for want of an answer',
        params: alertParams,
        response: { 200: AlertDetail, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const { alertId } = request.params
      const sees = await seesOf(db, account)
      const alert = await store.find(alertId, sees)
      if (!alert) throw new MeetingError('notFound', 'no such alert')
      await inTransaction(db, async (tx) => {
        // Repeated, it changes nothing, and nothing goes on record.
        if ((await store.acknowledge(tx, alertId, account.name, sees, clock())) === 0) return
        await audit.append(
          tx,
          { account, ip: request.ip },
          {
            action: 'alert.acknowledged',
            subject: { type: 'alert', id: alertId, name: alert.code },
            unitCode: account.unit.code,
          },
        )
      })
      return detail(account, alertId)
    },
  )

  app.get(
    '/operations/alert-rules',
    {
      config: { scope: 'operations.read' },
      schema: { summary: 'The rules by which people are told', response: { 200: AlertRuleList, ...errors } },
    },
    async (request) => list(await authenticate(request)),
  )

  app.post(
    '/operations/alert-rules',
    { schema: { summary: 'A new rule', body: AlertRuleInput, response: { 200: AlertRule, ...errors } } },
    async (request) => {
      const account = await authenticate(request)
      return inTransaction(db, async (tx) => {
        await requireManage(tx, account, request.body.unitCode)
        const rule = await rules.add(tx, request.body, clock())
        await onRecord(tx, request, account, 'alertRule.created', rule)
        return rule
      })
    },
  )

  app.put(
    '/operations/alert-rules/:ruleId',
    {
      schema: {
        summary: 'Edit a rule; a default one too',
        params: ruleParams,
        body: EditAlertRule,
        response: { 200: AlertRule, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const { ruleId } = request.params
      const { version, ...input } = request.body
      return inTransaction(db, async (tx) => {
        const before = await existing(tx, ruleId)
        await requireManage(tx, account, before.unitCode)
        await requireManage(tx, account, input.unitCode)
        const rule = await rules.change(tx, ruleId, input, version, clock())
        if (!rule) throw new MeetingError('editConflict', 'the rule was changed meanwhile', { current: before })
        await onRecord(tx, request, account, 'alertRule.edited', rule)
        return rule
      })
    },
  )

  app.delete(
    '/operations/alert-rules/:ruleId',
    {
      schema: {
        summary: 'A default rule is as it was delivered; another one is gone',
        params: ruleParams,
        response: { 200: AlertRuleList, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const { ruleId } = request.params
      await inTransaction(db, async (tx) => {
        const before = await existing(tx, ruleId)
        await requireManage(tx, account, before.unitCode)
        await rules.remove(tx, ruleId)
        await onRecord(tx, request, account, 'alertRule.removed', before)
      })
      return list(account)
    },
  )

  async function list(account: Account): Promise<AlertRuleList> {
    await scopeOf(db, account, 'operations.read')
    return { rules: await rules.list(), mayManage: await mayManageAll(db, account) }
  }
}

async function existing(tx: Kysely<Schema>, ruleId: string): Promise<AlertRule> {
  const rule = await new RuleStore(tx).find(ruleId)
  if (!rule) throw new MeetingError('notFound', 'no such rule')
  return rule
}

/** A rule for all units is for who has the role at a topmost one. @throws MeetingError `forbidden` */
async function requireManage(db: Kysely<Schema>, account: Account, unitCode: AlertRule['unitCode']): Promise<void> {
  if (unitCode !== null) return requireMay(db, account, 'alert.manage', unitCode)
  if (!(await mayManageAll(db, account))) throw new MeetingError('forbidden', 'alert.manage at a topmost unit')
}

async function mayManageAll(db: Kysely<Schema>, account: Account): Promise<boolean> {
  const topmost = await db.selectFrom('unit').select('code').where('parent_code', 'is', null).execute()
  for (const { code } of topmost) if (await mayAt(db, account, 'alert.manage', code)) return true
  return false
}

/** Rooms of their units; servers at a topmost one. @throws MeetingError `forbidden` when nowhere */
async function seesOf(db: Kysely<Schema>, account: Account): Promise<SeesPlace> {
  const [{ servers }, within] = await Promise.all([
    scopeFor(db, account),
    scopeOf(db, account, 'operations.read').then((scope) => scopeCondition(db, scope)),
  ])
  return (eb) =>
    eb.or([
      eb.and([eb('alert_resource.kind', '=', 'endpoint'), within(eb.ref('alert_resource.unit_code'))]),
      ...(servers ? [eb('alert_resource.kind', '!=', 'endpoint')] : []),
    ])
}

function shown({ version: _version, gatheredAt: _gatheredAt, places, placeCount, ...alert }: KeptAlert): Alert {
  const isOpen = places.some(({ clearedAt, acknowledgedAt }) => clearedAt === null && acknowledgedAt === null)
  return {
    ...alert,
    state: alert.clearedAt !== null ? 'cleared' : isOpen ? 'open' : 'acknowledged',
    resourceCount: placeCount,
    resources: places.map(({ wellSince: ___, ...place }) => place),
  }
}
