import { UnitCode } from '@diem-cau/signaling-contract'
import { Role } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import type { Grant } from '../../domain/office/officePermissions.ts'
import { accountOf } from '../../testing/people.ts'
import { mayChangeAccount, type Standing } from './grantRules.ts'

const code = (text: string) => UnitCode.parse(text)
const grant = (text: string): Grant => {
  const [role, unit = ''] = text.split('@')
  return { role: Role.parse(role), unitCode: code(unit) }
}
const standing = (unit: string, ...grants: string[]): Standing => ({ unitCode: code(unit), grants: grants.map(grant) })
const paths: Record<string, string[]> = {
  tp: ['tp'],
  bac: ['tp', 'bac'],
  nam: ['tp', 'nam'],
  mot: ['tp', 'bac', 'mot'],
}
const pathOf = (unit: UnitCode) => (paths[unit] ?? []).map(code)

function may(actorGrants: string[], before: Standing | null, after: Standing | null, { self = false } = {}): boolean {
  const actor = { accountId: accountOf('admin'), grants: actorGrants.map(grant) }
  const known = before && { ...before, accountId: accountOf(self ? 'admin' : 'other') }
  return mayChangeAccount({ actor, before: known, after, pathOf })
}

test.each([
  ['in the own branch anything is given', ['itAdmin@bac'], null, standing('mot', 'itAdmin@bac', 'chair@mot'), true],
  ['a home beyond the branch is not', ['itAdmin@bac'], null, standing('nam', 'official@mot'), false],
  ['a role beyond the branch is not', ['itAdmin@bac'], null, standing('mot', 'official@nam'), false],
  ['nor one above it', ['itAdmin@bac'], null, standing('mot', 'itAdmin@tp'), false],
  ['an account whose roles reach further is not touched', ['itAdmin@bac'], standing('mot', 'itAdmin@tp'), null, false],
  [
    'nor taken home from elsewhere',
    ['itAdmin@bac'],
    standing('nam', 'official@nam'),
    standing('mot', 'official@mot'),
    false,
  ],
  [
    'its roles are not taken away either',
    ['itAdmin@bac'],
    standing('mot', 'itAdmin@tp'),
    standing('mot', 'official@mot'),
    false,
  ],
  ['two branches count together', ['itAdmin@bac', 'itAdmin@nam'], null, standing('mot', 'official@nam'), true],
  ['a unit that is not there is beyond everything', ['itAdmin@tp'], null, standing('gone', 'official@mot'), false],
  ['chair and secretary make no accounts', ['chair@tp', 'secretary@tp'], null, standing('mot', 'official@mot'), false],
])('%s', (_, actor, before, after, allowed) => {
  expect(may(actor, before, after)).toBe(allowed)
})

test('nobody gives themselves more, but may give up what they have', () => {
  const own = standing('bac', 'itAdmin@bac', 'secretary@bac')
  expect(
    may(['itAdmin@bac', 'secretary@bac'], own, standing('bac', 'itAdmin@bac', 'secretary@bac', 'chair@bac'), {
      self: true,
    }),
  ).toBe(false)
  expect(may(['itAdmin@bac', 'secretary@bac'], own, standing('bac', 'itAdmin@bac'), { self: true })).toBe(true)
  expect(
    may(['itAdmin@bac'], standing('mot', 'official@mot'), standing('mot', 'chair@bac')),
    'to others they may',
  ).toBe(true)
})
