import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { footprintOf } from './Footprint.ts'

test('a UDP port of this process is a handle and a port, until it is closed', async () => {
  const before = footprintOf(process.pid)
  expect(before.rssMb).toBeGreaterThan(10)
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const during = footprintOf(process.pid)
  expect([during.ports - before.ports, during.handles - before.handles]).toEqual([1, 1])
  socket.close()
  await once(socket, 'close')
  expect(footprintOf(process.pid).ports).toBe(before.ports)
})

test('a process that is not there holds nothing', () => {
  expect(footprintOf(2 ** 22 + 1)).toEqual({ rssMb: 0, handles: 0, ports: 0 })
})
