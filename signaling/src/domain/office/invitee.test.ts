import { AccountId, UnitCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { accountInvitee, Invitee, readInvitee, unitInvitee } from './invitee.ts'

test('a unit and an account are told apart, and read back as they were', () => {
  const [code, accountId] = [UnitCode.parse('o-mon.thoi-an'), AccountId.parse('u:1')]
  expect([unitInvitee(code), accountInvitee(accountId)]).toEqual(['u:o-mon.thoi-an', 'a:u:1'])
  expect(readInvitee(unitInvitee(code))).toEqual({ kind: 'unit', code })
  expect(readInvitee(accountInvitee(accountId))).toEqual({ kind: 'account', accountId })
})

test.for(['', 'u:', 'o-mon', 'x:o-mon', 'u:o mon', `u:${'a'.repeat(65)}`, 7, null])('%j is no invitee', (text) => {
  expect(Invitee.safeParse(text).success).toBe(false)
})
