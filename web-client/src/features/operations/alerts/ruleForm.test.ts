import { AlertRule } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { emptyRule, formOf, readRule } from './ruleForm.ts'

const rule = AlertRule.parse({
  ruleId: 'roomLost',
  name: 'roomLost',
  isDefault: true,
  version: 0,
  enabled: true,
  kinds: ['endpoint'],
  codes: ['cut'],
  health: 'bad',
  lasts: 30,
  unitCode: null,
  roles: ['technician'],
  ways: ['inbox', 'mail'],
  escalateAfter: 10,
  escalateTo: ['itAdmin'],
  quiet: { from: '22:00', to: '06:00' },
})
const shown = 'Mất kết nối điểm cầu'

test('a rule that is opened and saved is as it was, also the name that the page says for it', () => {
  const read = readRule(formOf(rule, shown), { shown, stored: rule.name })
  const { ruleId: _, isDefault: __, version: ___, ...input } = rule
  expect(read).toEqual({ rule: input })
})

test('what is switched off is sent as nothing', () => {
  const read = readRule({ ...formOf(rule, shown), name: 'Khác', escalates: false, isQuiet: false }, null)
  expect(read).toMatchObject({ rule: { name: 'Khác', escalateAfter: null, escalateTo: [], quiet: null } })
})

test('each field that is missing is named', () => {
  const read = readRule(
    {
      ...emptyRule,
      kinds: [],
      lasts: '',
      roles: [],
      ways: [],
      escalates: true,
      escalateAfter: '',
      escalateTo: [],
      isQuiet: true,
      quietFrom: '25:00',
    },
    null,
  )
  expect('problems' in read && [...read.problems]).toEqual([
    'name',
    'kinds',
    'lasts',
    'roles',
    'ways',
    'escalateAfter',
    'escalateTo',
    'quiet',
  ])
})
