import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, onTestFinished, test, vi } from 'vitest'
import { refusal, testNode } from '../testing/testNode.ts'
import { EchoSocket } from './EchoSocket.ts'

// Whole processes are started.
vi.setConfig({ testTimeout: 30_000 })

const LOOPBACK = { ip: '127.0.0.1', ports: { min: 31_000, max: 31_999 } }

test('the way from a node to another one is tried on its control port and a port of its pipes', async () => {
  const [one, other] = [await testNode(), await testNode()]
  const client = await one.connect()
  const tried = await client.request('node:tryWay', { to: { nodeId: String(other.nodeId), url: other.url } })
  expect(tried.control).toBeGreaterThan(0)
  expect(tried.udp).toMatchObject({ sent: 20, rtt: expect.any(Number) })
  expect(tried.udp?.back).toBeGreaterThan(0)
  expect(tried.bitrate).toBeGreaterThan(100_000)
})

test('a node that is not there is told as such', async () => {
  const [one, other] = [await testNode(), await testNode()]
  const client = await one.connect()
  await other.close()
  const to = { nodeId: String(other.nodeId), url: other.url }
  expect(await client.request('node:tryWay', { to })).toEqual({ control: null, udp: null, bitrate: null })
})

test('a way that carries no UDP is told apart from one that is closed', async () => {
  // Nothing comes from that address, as nothing goes to it (RFC 5737).
  const [one, other] = [await testNode(), await testNode({ listen: [{ ip: '127.0.0.1', announced: '192.0.2.1' }] })]
  const client = await one.connect()
  const tried = await client.request('node:tryWay', { to: { nodeId: String(other.nodeId), url: other.url } })
  expect(tried.control).toBeGreaterThan(0)
  expect(tried).toMatchObject({ udp: { back: 0, rtt: null }, bitrate: null })
})

test('only what has the mark is sent back, and there is one trial at a time', async () => {
  const echo = new EchoSocket(LOOPBACK)
  onTestFinished(() => echo.close())
  const { ip, port, mark } = await echo.open()
  const socket = createSocket('udp4')
  onTestFinished(() => void socket.close())
  const heard: string[] = []
  socket.on('message', (packet) => heard.push(packet.subarray(16).toString()))
  socket.send(Buffer.concat([Buffer.alloc(16), Buffer.from('stranger')]), port, ip)
  socket.send(Buffer.concat([Buffer.from(mark, 'hex'), Buffer.from('ours')]), port, ip)
  await once(socket, 'message')
  expect(heard).toEqual(['ours'])
  expect(await refusal(echo.open())).toBe('unavailable')
  echo.close()
  expect((await echo.open()).mark).not.toBe(mark)
})
