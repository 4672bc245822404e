import {
  AlertDetail,
  AlertList,
  AlertRule,
  AlertRuleList,
  type AlertRuleInput,
  type EditAlertRule,
} from '@diem-cau/signaling-contract/operations'
import { authorised } from '../client/account.ts'
import { at, get, post, put } from '../client/officeRequest.ts'
import { polled } from '../loading/polled.ts'
import { query } from '../loading/query.ts'

/** A list that somebody looks at asks again after this time, in milliseconds. */
const LIST_MS = 5_000

/** Alerts, and the rules by which people are told. */
export const alertsApi = {
  acknowledge: (alertId: string) => post(at('operations', 'alerts', alertId, 'acknowledge'), AlertDetail),
  addRule: (body: AlertRuleInput) => post('/api/operations/alert-rules', AlertRule, body),
  editRule: (ruleId: string, body: EditAlertRule) => put(at('operations', 'alert-rules', ruleId), AlertRule, body),
  removeRule: (ruleId: string) => authorised('DELETE', at('operations', 'alert-rules', ruleId), AlertRuleList, {}),
}

export const alertQueries = {
  /** @param before raised earlier than that, in milliseconds; null: the newest */
  list: (state: 'now' | 'all', before: number | null) =>
    query(
      ['alerts', 'list', state, before],
      (signal) => get('/api/operations/alerts', AlertList, { state, before }, signal),
      polled<AlertList>(LIST_MS, 0),
    ),
  one: (alertId: string) =>
    query(
      ['alerts', 'one', alertId],
      (signal) => get(at('operations', 'alerts', alertId), AlertDetail, {}, signal),
      polled<AlertDetail>(LIST_MS, 0),
    ),
  rules: query(['alerts', 'rules'], (signal) => get('/api/operations/alert-rules', AlertRuleList, {}, signal)),
}
