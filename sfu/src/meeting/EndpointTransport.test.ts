import { expect, test } from 'vitest'
import { stateOf } from './EndpointTransport.ts'

test.each([
  ['new', 'new', 'new'],
  ['connected', 'new', 'new'],
  ['connected', 'connecting', 'new'],
  ['connected', 'connected', 'connected'],
  ['completed', 'connected', 'connected'],
  ['disconnected', 'connected', 'disconnected'],
  ['disconnected', 'new', 'disconnected'],
  ['connected', 'failed', 'failed'],
  // The device closed its side: no ICE restart brings that back.
  ['completed', 'closed', 'failed'],
] as const)('ICE %s with DTLS %s is %s', (iceState, dtlsState, state) => {
  expect(stateOf({ iceState, dtlsState, closed: false })).toBe(state)
})

test('a transport we closed ourselves tells nothing', () => {
  expect(stateOf({ iceState: 'closed', dtlsState: 'closed', closed: true })).toBe('new')
})
