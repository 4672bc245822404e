import { expect, test } from 'vitest'
import { fakeSocket } from '../testing/FakeLine.ts'
import type { SocketState } from './SignalingSocket.ts'

function opened() {
  const { socket, line } = fakeSocket()
  const states: SocketState[] = []
  socket.state$.on((state) => states.push(state))
  socket.open()
  return { socket, line, states }
}

test('1.12 a client is led to the process that conducts the meeting, and nobody is told that its line was away', async () => {
  const { socket, line, states } = opened()
  await line.up('one')
  const answer = socket.request('door:leave', {})
  await line.asked('door:leave').refuse('elsewhere', { process: 'two' })
  expect([line.active, line.io.opts.query]).toEqual([true, { process: 'two' }])
  await line.up('two')
  await line.asked('door:leave').answer({})
  await expect(answer).resolves.toEqual({})
  expect(states).toEqual(['up', 'connecting', 'up'])
})

test('1.12 two requests that are answered so lead there once', async () => {
  const { socket, line } = opened()
  await line.up('one')
  const [first, second] = [socket.request('door:leave', {}), socket.request('media:describe', {})]
  const [leave, describe] = line.received
  await leave?.refuse('elsewhere', { process: 'two' })
  await describe?.refuse('elsewhere', { process: 'two' })
  await line.up('two')
  expect(line.names()).toEqual(['door:leave', 'media:describe', 'door:leave', 'media:describe'])
  await line.received[2]?.answer({})
  await line.received[3]?.answer({ routerRtpCapabilities: null })
  await Promise.all([first, second])
})

test('1.12 after a break the process is asked for that welcomed it last', async () => {
  const { line, states } = opened()
  await line.up('one')
  line.down()
  expect(line.io.opts.query).toEqual({ process: 'one' })
  await line.up('three')
  expect(line.io.opts.query).toEqual({ process: 'three' })
  expect(states).toEqual(['up', 'down', 'up'])
})
