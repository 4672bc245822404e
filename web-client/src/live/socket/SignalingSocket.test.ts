import { MeetingError, PROTOCOL_VERSION } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { failureCode, RequestFailed } from '../../api/client/RequestFailed.ts'
import { fakeSocket, settled } from '../testing/FakeLine.ts'
import type { SocketState } from './SignalingSocket.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const failureOf = (asked: Promise<unknown>) => asked.then(() => null, failureCode)

function opened(...given: Parameters<typeof fakeSocket>) {
  const { socket, line } = fakeSocket(...given)
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

test('1.12 led to a process that is gone, it asks who answers again a little later, and only then looks for the process again', async () => {
  const { socket, line } = opened()
  await line.up('one')
  const answer = socket.request('door:leave', {})
  await line.received[0]?.refuse('elsewhere', { process: 'gone' })
  await line.up('one')
  await line.received[1]?.refuse('elsewhere', { process: 'gone' })
  expect([line.active, line.received.length]).toEqual([true, 2])
  await vi.advanceTimersByTimeAsync(250)
  expect(line.received).toHaveLength(3)
  await line.received[2]?.refuse('elsewhere', { process: 'gone' })
  expect(line.io.opts.query).toEqual({ process: 'gone' })
  await line.up('one')
  await line.received[3]?.answer({})
  await expect(answer).resolves.toEqual({})
})

test('22.2 a client that is told where its meeting goes on asks for a line there at once, and nobody is told that its line was away', async () => {
  const { socket, line, states } = opened()
  await line.up('one')
  const answer = socket.request('door:leave', {})
  line.notice({ name: 'elsewhere', process: 'two' })
  expect([line.active, line.io.opts.query]).toEqual([true, { process: 'two' }])
  await line.up('two')
  await line.received.at(-1)?.answer({})
  await expect(answer).resolves.toEqual({})
  expect(states).toEqual(['up', 'connecting', 'up'])
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

test('1.1 the handshake carries a token, the version of the protocol and the device', async () => {
  const { line } = opened()
  expect(await line.handshake()).toEqual([{ token: 'token', protocol: PROTOCOL_VERSION, deviceId: 'device-1' }])
})

test('1.3 the server’s welcome is told as a notice, and that the meeting can be joined again', async () => {
  const { socket, line } = opened()
  const told: string[] = []
  socket.notice$.on(({ name }) => told.push(name))
  socket.welcomed$.on(() => told.push('join again'))
  await line.up()
  line.down()
  await line.up()
  expect(told).toEqual(['join again', 'welcome', 'join again', 'welcome'])
})

test('1.4 a notice of a newer server is passed over, and the next one is told', async () => {
  const { socket, line } = opened()
  await line.up()
  const told: string[] = []
  socket.notice$.on(({ name }) => told.push(name))
  line.rawNotice({ name: 'news of next year' })
  line.rawNotice('boo')
  line.notice({ name: 'mediaReady' })
  expect(told).toEqual(['mediaReady'])
})

test('1.6 a request whose answer was lost with the socket is repeated under its id', async () => {
  const { socket, line } = opened()
  await line.up()
  const answer = socket.request('door:leave', {})
  line.down()
  await line.up()
  const [first, second] = line.received
  expect([line.names(), second?.requestId]).toEqual([['door:leave', 'door:leave'], first?.requestId])
  await second?.answer({})
  await expect(answer).resolves.toEqual({})
})

test('1.6 unanswered on a socket that lives it is repeated under its id, three times in all', async () => {
  const { socket, line } = opened()
  await line.up()
  const failed = failureOf(socket.request('door:leave', {}))
  for (let n = 0; n < 3; n += 1) await line.received[n]?.timeOut()
  expect(await failed).toBe('noAnswer')
  expect(new Set(line.received.map(({ requestId }) => requestId)).size).toBe(1)
  expect(line.received).toHaveLength(3)
})

test('1.9 what is about the meeting waits until it is joined on the new socket', async () => {
  const { socket, line } = opened()
  await line.up()
  socket.onMeetingJoined()
  line.down()
  const shown = socket.request('viewport:set', { tiles: [] })
  await line.up()
  expect(line.names()).toEqual([])
  socket.onMeetingJoined()
  await line.asked('viewport:set').answer({})
  await expect(shown).resolves.toEqual({})
})

test('3.8 in the meeting it is left, before that its door', async () => {
  const { socket, line } = opened()
  await line.up()
  void socket.leave()
  socket.onMeetingJoined()
  void socket.leave()
  expect(line.names()).toEqual(['door:leave', 'meeting:leave'])
})

test('1.2 a token that the server refuses is renewed, and another connection made a little later', async () => {
  const forced: boolean[] = []
  const { line, states } = opened(({ force }) => {
    forced.push(force)
    return Promise.resolve('token')
  })
  await line.handshake()
  await line.refuse('tokenExpired')
  expect([states, line.active]).toEqual([['down'], false])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(line.active).toBe(true)
  await line.handshake()
  await line.up()
  expect([forced, states]).toEqual([
    [false, true],
    ['down', 'up'],
  ])
})

test.each(['protocolMismatch', 'forbidden'] as const)(
  '1.2 %s is for the person: nothing is tried again',
  async (code) => {
    const { socket, line, states } = opened()
    const refused: string[] = []
    socket.refused$.on((failure) => refused.push(failure.code))
    const asked = failureOf(socket.request('door:leave', {}))
    await line.refuse(code)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await asked).toBe(code)
    expect([states.at(-1), refused, line.active]).toEqual(['refused', [code], false])
  },
)

test('without a sign-in there is no token: that is for the person', async () => {
  const error = new RequestFailed('unauthenticated', new MeetingError('unauthenticated').toBody())
  const { socket, line, states } = opened(() => Promise.reject(error))
  const refused: string[] = []
  socket.refused$.on((failure) => refused.push(failure.code))
  expect(await line.handshake()).toEqual([])
  expect([states, refused, line.active]).toEqual([['refused'], ['unauthenticated'], false])
})

test('when a token cannot be had just now it is asked for again', async () => {
  const { line, states } = opened(() => Promise.reject(new RequestFailed('network')))
  await line.handshake()
  expect([states, line.active]).toEqual([['down'], false])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(line.active).toBe(true)
})

test('a token that comes late is not said on the connection after', async () => {
  const late = Promise.withResolvers<string>()
  const tokens = [late.promise, Promise.resolve('new')]
  const { line } = opened(() => tokens.shift() ?? Promise.resolve('other'))
  const first = await line.handshake()
  const second = await line.handshake()
  late.resolve('old')
  await settled()
  expect([first, second.map(({ token }) => token)]).toEqual([[], ['new']])
})

test('a server that cannot be reached is tried by Socket.IO; one that closed the socket, by the client', async () => {
  const { line, states } = opened()
  line.unreachable()
  expect([states, line.active]).toEqual([['down'], true])
  await line.up()
  line.down('io server disconnect')
  expect([states, line.active]).toEqual([['down', 'up', 'down'], false])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(line.active).toBe(true)
})

test('after sleep a socket that gives no sign of life is replaced, one that answers is not', async () => {
  const { socket, line, states } = opened()
  await line.up()
  const sleep = new AbortController()
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(sleep.signal)
  const alive = socket.probe()
  await line.asked('media:describe').answer({ routerRtpCapabilities: null })
  await alive
  expect(states).toEqual(['up'])
  const dead = socket.probe()
  sleep.abort()
  await dead
  expect(states).toEqual(['up', 'down'])
})

test('after sleep what is left of the wait for the next connection is skipped', async () => {
  const { socket, line } = opened()
  await line.up()
  line.down('io server disconnect')
  await socket.probe()
  expect(line.active).toBe(true)
})

test('closed it is for good: what waits is aborted, nothing is told and nothing comes back', async () => {
  const { socket, line, states } = opened()
  await line.up()
  const waiting = failureOf(socket.request('door:leave', {}))
  socket.close()
  expect([await waiting, await failureOf(socket.request('door:leave', {}))]).toEqual(['aborted', 'aborted'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect([states, socket.state, line.active]).toEqual([['up', 'closed'], 'closed', false])
})

test('closed while a token is fetched it does not connect again, whatever becomes of that', async () => {
  const { promise, reject } = Promise.withResolvers<string>()
  const { socket, line } = opened(() => promise)
  await line.handshake()
  socket.close()
  reject(new RequestFailed('network'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(line.active).toBe(false)
})
