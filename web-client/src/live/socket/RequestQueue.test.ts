import { MeetingError, ProducerId, type Envelope } from '@diem-cau/signaling-contract'
import { expect, onTestFinished, test, vi } from 'vitest'
import { RequestQueue, type Send } from './RequestQueue.ts'

function wire() {
  const sent: Array<{ envelope: Envelope; answered: (answer: unknown) => void; isAsked: boolean }> = []
  const send: Send = (envelope, answered) =>
    sent.push({ envelope, answered: answered ?? (() => undefined), isAsked: answered !== null })
  return { sent, send, names: () => sent.map(({ envelope }) => envelope.name) }
}

function queue() {
  let next = 0
  return new RequestQueue(() => `r${++next}`)
}

const close = { producerId: ProducerId.parse('p1') }
const ok = { ok: true, data: {} }

test('1.6 a request whose answer was lost is sent again with the same requestId', async () => {
  const requests = queue()
  const first = wire()
  const second = wire()
  requests.onSocketUp(first.send)
  requests.onMeetingJoined()
  const answer = requests.request('producer:close', close)
  requests.onSocketDown()
  requests.onSocketUp(second.send)
  requests.onMeetingJoined()
  expect(second.sent[0]?.envelope).toEqual(first.sent[0]?.envelope)
  second.sent[0]?.answered(ok)
  await expect(answer).resolves.toEqual({})
})

test('after a reconnect only joining goes out until the meeting is joined, then the rest in order', async () => {
  const requests = queue()
  const { send, sent, names } = wire()
  const all = [requests.request('producer:close', close), requests.request('meeting:leave', {})]
  const describe = requests.request('media:describe', {})
  requests.onSocketUp(send)
  expect(names()).toEqual(['media:describe'])
  requests.onMeetingJoined()
  expect(names()).toEqual(['media:describe', 'producer:close', 'meeting:leave'])
  sent[0]?.answered({ ok: true, data: { routerRtpCapabilities: null } })
  sent.slice(1).forEach(({ answered }) => answered(ok))
  await Promise.all([describe, ...all])
  expect(requests.size).toBe(0)
})

test('an error of the server rejects with its code', async () => {
  const requests = queue()
  const { send, sent } = wire()
  requests.onSocketUp(send)
  requests.onMeetingJoined()
  const answer = requests.request('producer:close', close)
  sent[0]?.answered({ ok: false, error: new MeetingError('notYours').toBody() })
  await expect(answer).rejects.toMatchObject({ code: 'notYours' })
})

test('a request that stays unanswered on a living socket is given up after three tries', async () => {
  const requests = queue()
  const { send, sent } = wire()
  requests.onSocketUp(send)
  requests.onMeetingJoined()
  const answer = requests.request('meeting:leave', {})
  for (const index of [0, 1, 2]) sent[index]?.answered(undefined)
  await expect(answer).rejects.toMatchObject({ code: 'noAnswer' })
  expect(new Set(sent.map(({ envelope }) => envelope.requestId)).size).toBe(1)
  expect(sent).toHaveLength(3)
})

test('an aborted request is rejected and never sent again', async () => {
  const requests = queue()
  const { send, sent } = wire()
  const abort = new AbortController()
  const answer = requests.request('meeting:leave', {}, { signal: abort.signal })
  abort.abort()
  await expect(answer).rejects.toMatchObject({ code: 'aborted' })
  requests.onSocketUp(send)
  requests.onMeetingJoined()
  expect(sent).toEqual([])
})

test('an answer that is not an answer is an internal error, not a crash', async () => {
  const requests = queue()
  const { send, sent } = wire()
  requests.onSocketUp(send)
  requests.onMeetingJoined()
  const answer = requests.request('meeting:leave', {})
  sent[0]?.answered('boo')
  await expect(answer).rejects.toMatchObject({ code: 'internal' })
})

test('5.7 what is about a prepared line goes out at the door; what is about a meeting waits for it', () => {
  const requests = queue()
  const { send, names } = wire()
  requests.onSocketUp(send)
  void requests.request('media:restartIce', { direction: 'recv' }, { atDoor: true })
  void requests.request('media:restartIce', { direction: 'send' })
  expect(names()).toEqual(['media:restartIce'])
  requests.onMeetingJoined()
  expect(names()).toEqual(['media:restartIce', 'media:restartIce'])
})

test('3.8 whoever waits at the door can leave it: no meeting has to be joined for that', () => {
  const requests = queue()
  const { send, names } = wire()
  requests.onSocketUp(send)
  void requests.request('door:leave', {})
  expect(names()).toEqual(['door:leave'])
})

test('1.9 out of the meeting nothing that was asked about it waits any more, but leaving it', async () => {
  const requests = queue()
  const { send, names } = wire()
  const closing = requests.request('producer:close', close)
  const leave = requests.request('meeting:leave', {})
  const describe = requests.request('media:describe', {})
  requests.onMeetingLeft()
  await expect(closing).rejects.toMatchObject({ code: 'aborted' })
  requests.onSocketUp(send)
  requests.onMeetingJoined()
  expect(names()).toEqual(['media:describe', 'meeting:leave'])
  requests.failAll('noAnswer')
  await expect(Promise.all([leave, describe])).rejects.toMatchObject({ code: 'noAnswer' })
})

test('1.12 what another process answers for is asked there under the same requestId', async () => {
  let next = 0
  const lead = vi.fn<(process: string | null) => boolean>(() => true)
  const requests = new RequestQueue(() => `r${++next}`, lead)
  const [first, second] = [wire(), wire()]
  requests.onSocketUp(first.send)
  const answer = requests.request('door:leave', {})
  first.sent[0]?.answered({ ok: false, error: new MeetingError('elsewhere', '', { process: 'two' }).toBody() })
  expect(lead).toHaveBeenCalledWith('two')
  requests.onSocketDown()
  requests.onSocketUp(second.send)
  expect(second.sent[0]?.envelope).toEqual(first.sent[0]?.envelope)
  second.sent[0]?.answered(ok)
  await expect(answer).resolves.toEqual({})
})

test('1.12 where there is nowhere else to go it is asked again a little later, and not for ever', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const requests = queue()
  const { send, sent } = wire()
  requests.onSocketUp(send)
  const refused = requests.request('door:leave', {}).catch((error: unknown) => error)
  const error = new MeetingError('elsewhere', '', { process: 'dead' }).toBody()
  for (let n = 0; n < 25; n += 1) {
    expect(sent).toHaveLength(n + 1)
    sent[n]?.answered({ ok: false, error })
    await vi.advanceTimersByTimeAsync(250)
  }
  expect(await refused).toMatchObject({ code: 'elsewhere' })
  expect(sent).toHaveLength(25)
})

test('9.7 what is soon outdated is said on a line that is there, once and without an answer, or never', async () => {
  const requests = queue()
  const { send, sent, names } = wire()
  const troubles = { troubles: [] }
  expect(requests.say('endpoint:troubles', troubles)).toBe(false)
  requests.onSocketUp(send)
  expect(requests.say('endpoint:troubles', troubles)).toBe(false)
  requests.onMeetingJoined()
  expect(requests.say('endpoint:troubles', troubles)).toBe(true)
  expect(requests.size).toBe(0)
  expect(sent[0]?.isAsked).toBe(false)
  requests.onSocketDown()
  expect(requests.say('endpoint:troubles', troubles)).toBe(false)
  requests.onSocketUp(send)
  requests.onMeetingJoined()
  expect(names()).toEqual(['endpoint:troubles'])
})
