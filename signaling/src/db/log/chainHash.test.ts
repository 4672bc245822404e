import { expect, test } from 'vitest'
import { chainHash } from './chainHash.ts'

const row = {
  meetingId: 'm.1',
  seq: 1,
  at: 1_700_000_000_000,
  actor: null,
  requestId: null,
  event: '{"type":"meetingEnded"}',
}

test('13.2 the chain is what is written down, to be recomputed by anybody', () => {
  expect(chainHash(null, row)).toBe('51e96f6e9695c7a4ec6a0d4ad81adf3ef481a3983fe05435e1cb88b59051f72a')
})

test('13.2 whatever of a row or of what stands before it is another gives another hash', () => {
  const hash = chainHash('a', row)
  const others = [
    chainHash('b', row),
    ...[{ meetingId: 'm.2' }, { seq: 2 }, { at: 1 }, { actor: 'x' }, { requestId: 'r' }, { event: '{}' }].map(
      (change) => chainHash('a', { ...row, ...change }),
    ),
  ]
  expect(new Set([hash, ...others]).size).toBe(others.length + 1)
})
