import { expect, test } from 'vitest'
import { receivedOf } from './receivedOf.ts'

test('18.8 what was missing is lost, whether it was sent again or not', () => {
  const stream = { timestamp: 5, byteCount: 100, packetCount: 10, packetsLost: 0, nackPacketCount: 3 }
  expect(receivedOf([stream]).lost).toBe(3)
})

test('what a node counts of all streams is added up, and what cannot be read counts nothing', () => {
  const stream = { timestamp: 5, byteCount: 100, packetCount: 10, packetsLost: 1 }
  // A packet that came twice makes the count of the lost ones fall below nothing.
  const doubled = { timestamp: 7, byteCount: 50, packetCount: 5, packetsLost: -2 }
  expect(receivedOf([stream, doubled, { type: 'else' }, null])).toEqual({ at: 7, bytes: 150, packets: 15, lost: 1 })
  expect(receivedOf([])).toEqual({ at: 0, bytes: 0, packets: 0, lost: 0 })
})
