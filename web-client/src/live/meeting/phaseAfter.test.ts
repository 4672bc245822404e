import { expect, test } from 'vitest'
import { phaseAfter } from './phaseAfter.ts'

test('whoever cannot come back learns why', () => {
  expect(phaseAfter('replaced', { deviceName: 'TV' })).toEqual({ kind: 'replaced', deviceName: 'TV' })
  expect(phaseAfter('alreadyJoined', { deviceName: 'TV' })).toEqual({ kind: 'replaced', deviceName: 'TV' })
  expect(phaseAfter('meetingEnded', {})).toEqual({ kind: 'ended' })
  expect(phaseAfter('forbidden', {})).toEqual({ kind: 'removed' })
  expect(phaseAfter('unauthenticated', {})).toEqual({ kind: 'refused', code: 'unauthenticated' })
})

test('whoever was put out learns whether they may come again, and why if somebody said so', () => {
  expect(phaseAfter('expelled', { reason: 'Nhầm phòng' })).toEqual({
    kind: 'expelled',
    barred: false,
    reason: 'Nhầm phòng',
  })
  expect(phaseAfter('barred', {})).toEqual({ kind: 'expelled', barred: true, reason: '' })
})

test('whoever comes back to a locked meeting, or one with a waiting room, waits at its door', () => {
  expect(phaseAfter('meetingLocked', {})).toEqual({ kind: 'waiting', locked: true })
  expect(phaseAfter('waitingRoom', {})).toEqual({ kind: 'waiting', locked: false })
})

test('what may pass is tried again', () => {
  for (const code of ['network', 'noAnswer', 'internal', 'aborted'] as const) expect(phaseAfter(code, {})).toBeNull()
})
