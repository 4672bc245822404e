import { randomUUID } from 'node:crypto'
import { MAX_MESSAGE_BYTES, requests, type RequestName } from '@diem-cau/signaling-contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { TestOffice } from './support/TestOffice.ts'

let office: TestOffice
beforeAll(
  async () =>
    void (office = await TestOffice.open({ seats: ['chair', 'secretary', 'delegate', 'technician', 'observer'] })),
)
afterEach(() => office.empty())
afterAll(() => office?.[Symbol.asyncDispose]())

const names = Object.keys(requests) as RequestName[]

test('1.4 malformed, unknown and oversized messages get a typed error, and the socket lives', async () => {
  const client = await office.join(0)
  const ask = (name: string, data: unknown) => client.socket.raw({ requestId: randomUUID(), name, data })
  const code = (answer: Awaited<ReturnType<typeof ask>>) => (answer.ok ? 'ok' : answer.error.code)

  for (const message of [
    null,
    7,
    'text',
    [],
    {},
    { requestId: 1, name: 'meeting:leave', data: {} },
    { requestId: randomUUID(), data: {} },
  ]) {
    expect(code(await client.socket.raw(message)), JSON.stringify(message)).toBe('badRequest')
  }
  expect(code(await ask('meeting:burn', {}))).toBe('unknownRequest')
  expect(code(await ask('__proto__', {}))).toBe('unknownRequest')
  expect(code(await ask('constructor', {}))).toBe('unknownRequest')
  expect(code(await ask('viewport:set', { tiles: [{ participantId: 'x', source: 'mic', height: -1 }] }))).toBe(
    'badRequest',
  )
  expect(code(await ask('viewport:set', { tiles: 'x'.repeat(MAX_MESSAGE_BYTES + 1) }))).toBe('tooLarge')
  const bad = await ask('consumer:resume', { consumerIds: [] })
  expect(!bad.ok && bad.error.issues?.length).toBeGreaterThan(0)

  expect(await client.socket.request('viewport:set', { tiles: [] })).toEqual({})
})

test.each(names)('1.4 %s with rubbish answers with an error of the contract, never with internal', async (name) => {
  // A ward asks, because a request that the chair makes without data (the end of the meeting) would be no rubbish.
  const client = await office.join(1)
  for (const data of [
    undefined,
    null,
    0,
    '',
    [],
    { producerId: '../../etc' },
    { consumerIds: [{}] },
    { meetingId: {}, viewport: 4 },
  ]) {
    const answer = await client.socket.raw({ requestId: randomUUID(), name, data })
    if (!answer.ok) expect(answer.error.code).not.toBe('internal')
  }
  expect(client.socket.closed).toBeNull()
})

test('1.4 a message without an ack, another event and binary data harm nobody', async () => {
  const client = await office.join(0)
  client.socket.emitAnything('request', { requestId: randomUUID(), name: 'viewport:set', data: { tiles: [] } })
  client.socket.emitAnything('nonsense', { a: 1 }, [2])
  client.socket.emitAnything('request', Buffer.alloc(1000), Buffer.alloc(10))
  client.socket.emitAnything('request')
  expect(await client.socket.request('viewport:set', { tiles: [] })).toEqual({})
})

test('1.4 before joining, what needs a meeting answers notJoined', async () => {
  const client = await office.connect(0)
  await expect(client.socket.request('media:rebuild', {})).rejects.toMatchObject({ code: 'notJoined' })
  await expect(client.socket.request('viewport:set', { tiles: [] })).rejects.toMatchObject({ code: 'notJoined' })
})

test('1.5 a flood is slowed and then cut, and the others do not notice', async () => {
  const chair = await office.join(0)
  const flooder = await office.join(2)
  const started = performance.now()
  const flood = setInterval(() => {
    for (let n = 0; n < 40; n++) {
      flooder.socket.emitAnything(
        'request',
        { requestId: randomUUID(), name: 'viewport:set', data: { tiles: [] } },
        () => undefined,
      )
    }
  }, 50)
  try {
    const { error } = await flooder.socket.notice('slowDown')
    expect(error.code).toBe('rateLimited')
    const answer = await flooder.socket.raw({ requestId: randomUUID(), name: 'viewport:set', data: { tiles: [] } })
    expect(answer.ok).toBe(false)
    expect(await chair.socket.request('viewport:set', { tiles: [] })).toEqual({})
    await flooder.until('the flooder is cut', (c) => c.socket.closed !== null)
    expect(performance.now() - started).toBeGreaterThan(4_000)
  } finally {
    clearInterval(flood)
  }
  expect(flooder.socket.notices.filter(({ name }) => name === 'slowDown')).toHaveLength(1)
  expect(await chair.socket.request('viewport:set', { tiles: [] })).toEqual({})
})

test('4.2 an observer may open nothing, a technician no screen', async () => {
  const observer = await office.join(4)
  await expect(observer.produce('mic')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(observer.produce('camera')).rejects.toMatchObject({ code: 'forbidden' })
  const technician = await office.join(3)
  await expect(technician.produce('screen')).rejects.toMatchObject({ code: 'forbidden' })
  await technician.produce('mic')
})

test('4.3 a second screen is refused with screenTaken until the first one ends', async () => {
  const chair = await office.join(0)
  const ward = await office.join(2)
  const screen = await chair.produce('screen')
  await expect(ward.produce('screen')).rejects.toMatchObject({ code: 'screenTaken' })
  await chair.socket.request('producer:close', { producerId: screen })
  await ward.produce('screen')
})

test('4.4 a producer or consumer of another client is refused with notYours', async () => {
  const chair = await office.join(0)
  const ward = await office.join(2)
  const mic = await chair.produce('mic')
  const heard = await ward.until('hears the chair', (c) => c.receives(chair.participantId, 'mic'))
  await expect(ward.socket.request('producer:close', { producerId: mic })).rejects.toMatchObject({ code: 'notYours' })
  await expect(ward.socket.request('producer:setPaused', { producerId: mic, paused: true })).rejects.toMatchObject({
    code: 'notYours',
  })
  await expect(chair.socket.request('consumer:resume', { consumerIds: [heard.consumerId] })).rejects.toMatchObject({
    code: 'notYours',
  })
  const nobodys = crypto.randomUUID() as typeof mic
  await expect(ward.socket.request('producer:close', { producerId: nobodys })).rejects.toMatchObject({
    code: 'notYours',
  })
  expect(chair.producerOf(chair.participantId, 'mic')?.paused).toBe(false)
})
