import { expect, test } from 'vitest'
import { phaseAfter } from './phaseAfter.ts'

test('whoever cannot come back learns why', () => {
  expect(phaseAfter('replaced', 'TV')).toEqual({ kind: 'replaced', deviceName: 'TV' })
  expect(phaseAfter('alreadyJoined', 'TV')).toEqual({ kind: 'replaced', deviceName: 'TV' })
  expect(phaseAfter('meetingEnded', '')).toEqual({ kind: 'ended' })
  expect(phaseAfter('forbidden', '')).toEqual({ kind: 'removed' })
  expect(phaseAfter('unauthenticated', '')).toEqual({ kind: 'refused', code: 'unauthenticated' })
})

test('what may pass is tried again', () => {
  for (const code of ['network', 'noAnswer', 'internal', 'aborted'] as const) expect(phaseAfter(code, '')).toBeNull()
})
