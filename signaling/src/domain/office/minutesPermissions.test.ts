import { MinutesStatus } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { mayDo, type MinutesAction, type MinutesRole } from './minutesPermissions.ts'

const actions: readonly MinutesAction[] = ['read', 'edit', 'submit', 'return', 'approve', 'number', 'amend', 'discard']
const allowedTo = (role: MinutesRole) =>
  Object.fromEntries(
    MinutesStatus.options.map((status) => [status, actions.filter((action) => mayDo(role, status, action)).join(' ')]),
  )

test('the secretary writes, the chair approves or sends back, the invited read what was approved', () => {
  expect(allowedTo('writer')).toEqual({
    draft: 'read edit submit discard',
    submitted: 'read return',
    approved: 'read number amend',
  })
  expect(allowedTo('chair')).toEqual({
    draft: 'read edit approve discard',
    submitted: 'read return approve',
    approved: 'read number amend',
  })
  expect(allowedTo('invited')).toEqual({ draft: '', submitted: '', approved: 'read' })
})
