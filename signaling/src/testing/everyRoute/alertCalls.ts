import { AlertRule, AlertRuleList, ResourceId } from '@diem-cau/signaling-contract/operations'
import { UnitCode } from '@diem-cau/signaling-contract'
import { insertMany } from '../../db/sql/insertMany.ts'
import { bodyOf } from '../startCity.ts'
import { startOnRecord } from './startOnRecord.ts'

/** Alerts: whoever sees a room acknowledges it, the city's IT admins alone edit rules for all. */
export async function alertCalls(): Promise<void> {
  const { city, call, finish } = await startOnRecord('alerts')
  const alertId = 'alert.1'
  await insertMany(city.db, 'alert', [
    {
      id: alertId,
      rule_id: 'roomLost',
      rule_name: 'roomLost',
      code: 'cut',
      raised_at: 1,
      gathered_at: 1,
      by_webhook: 0,
      tell_at: null,
      told_at: null,
      cleared_at: null,
      version: 1,
    },
  ])
  await insertMany(city.db, 'alert_resource', [
    {
      alert_id: alertId,
      resource: ResourceId.parse('endpoint:m/p'),
      kind: 'endpoint',
      name: 'Phường Một',
      unit_code: UnitCode.parse('tp.bac.mot'),
      health: 'bad',
      since: 1,
      added_at: 1,
      told_at: 1,
      acknowledged_at: null,
      acknowledged_by: '',
      escalated_at: null,
      well_since: null,
      cleared_at: null,
    },
  ])
  await call('POST /api/operations/alerts/:alertId/acknowledge', {
    who: 'technician',
    refused: [null, 'official', 'bacchair', 'namadmin'],
    params: { alertId },
    about: [['alert', alertId, 'tp.bac']],
  })
  const { rules } = bodyOf(AlertRuleList, await city.as('cityadmin', 'GET', '/operations/alert-rules'))
  const [first] = rules
  if (!first) throw new Error('there are default rules')
  const { ruleId, isDefault: _, version, ...input } = first
  const by = { who: 'cityadmin', refused: [null, 'official', 'technician', 'bacadmin'] }
  const made = bodyOf(
    AlertRule,
    await call('POST /api/operations/alert-rules', {
      ...by,
      body: { ...input, name: 'Của thành phố' },
      about: (answer) => [['alertRule', bodyOf(AlertRule, answer).ruleId, 'tp']],
    }),
  )
  await call('PUT /api/operations/alert-rules/:ruleId', {
    ...by,
    params: { ruleId },
    body: { ...input, lasts: 20, version },
    about: [['alertRule', ruleId, 'tp']],
  })
  await call('DELETE /api/operations/alert-rules/:ruleId', {
    ...by,
    params: { ruleId: made.ruleId },
    about: [['alertRule', made.ruleId, 'tp']],
  })
  await finish()
}
