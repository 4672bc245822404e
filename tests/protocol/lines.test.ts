import {
  ConnectLine,
  Echo,
  LineCount,
  LineNodes,
  OpenedLine,
  ProduceOnLine,
} from '@diem-cau/signaling-contract/readiness'
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack'
import { Device, FakeHandler, testFakeParameters, type types } from 'mediasoup-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { MediaInspector } from './support/MediaInspector.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

const inspector = new MediaInspector()
let office: TestOffice
beforeAll(async () => void (office = await TestOffice.open({ seats: seatsOf(2) })))
afterAll(async () => {
  await office?.[Symbol.asyncDispose]()
  inspector.close()
})

/** Asks as nobody, or with a token. @returns the status and what the schema makes of the answer */
async function ask<S extends z.ZodType>(method: string, path: string, schema: S, body?: unknown, token?: string) {
  const answer = await fetch(`${office.url}/api/readiness/${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const told: unknown = await answer.json()
  if (!answer.ok) throw Object.assign(new Error(JSON.stringify(told)), { status: answer.status, told })
  return schema.parse(told)
}

async function theNode() {
  const { nodes } = await ask('GET', 'nodes', LineNodes)
  return nodes[0]?.nodeId
}

/** Sends a picture and sound over a line as a browser would. */
async function tryLine(token?: string) {
  const opened = await ask('POST', 'lines', OpenedLine, { nodeId: await theNode() }, token)
  const device = await Device.factory({ handlerFactory: FakeHandler.createFactory(testFakeParameters) })
  await device.load({ routerRtpCapabilities: opened.routerRtpCapabilities as types.RtpCapabilities })
  const path = `lines/${opened.lineId}`
  const made = (direction: 'send' | 'recv') => {
    const transport =
      direction === 'send' ? device.createSendTransport(opened.send) : device.createRecvTransport(opened.recv)
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      const body = ConnectLine.parse({ direction, dtlsParameters })
      ask('POST', `${path}/connect`, OpenedLine.partial(), body).then(() => done(), failed)
    })
    return transport
  }
  const [send, recv] = [made('send'), made('recv')]
  const echoes: z.infer<typeof Echo>[] = []
  send.on('produce', ({ kind, rtpParameters }, done, failed) => {
    const body = ProduceOnLine.parse({ kind, rtpParameters, rtpCapabilities: device.recvRtpCapabilities })
    const produce = async () => {
      const echo = await ask('POST', `${path}/produce`, Echo, body)
      echoes.push(echo)
      done({ id: echo.producerId })
    }
    produce().catch(failed)
  })
  await send.produce({ track: new FakeMediaStreamTrack({ kind: 'audio' }) })
  await send.produce({ track: new FakeMediaStreamTrack({ kind: 'video' }) })
  for (const { consumer } of echoes)
    await recv.consume({
      id: consumer.consumerId,
      producerId: consumer.producerId,
      kind: consumer.kind,
      rtpParameters: consumer.rtpParameters as types.RtpParameters,
    })
  await ask('POST', `${path}/resume`, OpenedLine.partial(), {})
  const count = () => ask('GET', path, LineCount)
  const end = () => ask('DELETE', path, OpenedLine.partial())
  return { opened, echoes, count, end }
}

test('18.5 whoever is nobody tries a line: what goes over it comes back to it alone, and ends with it', async () => {
  const before = (await office.control.ask('meeting:list', {})).meetings.length
  const { echoes, count, end } = await tryLine()
  const consumers = echoes.map(({ consumer }) => inspector.consumers.get(consumer.consumerId))
  expect(consumers.map((consumer) => [consumer?.kind, consumer?.paused])).toEqual([
    ['audio', false],
    ['video', false],
  ])
  expect(await count()).toEqual({ at: expect.any(Number), bytes: 0, packets: 0, lost: 0 })
  const { meetings } = await office.control.ask('meeting:list', {})
  expect(meetings.length).toBe(before + 1)
  expect(meetings.at(-1)?.endpoints).toHaveLength(1)
  await end()
  expect((await office.control.ask('meeting:list', {})).meetings.length).toBe(before)
  expect(consumers.every((consumer) => consumer?.closed)).toBe(true)
  await expect(count()).rejects.toMatchObject({ status: 404 })
})

test('18.7 what is malformed is refused, and no line comes of it', async () => {
  const { opened, end } = await tryLine(office.official(1).token)
  const path = `lines/${opened.lineId}`
  const any = OpenedLine.partial()
  await expect(ask('POST', 'lines', any, { nodeId: 'none' })).rejects.toMatchObject({ status: 404 })
  await expect(ask('POST', 'lines', any, {})).rejects.toMatchObject({ status: 400 })
  await expect(ask('POST', 'lines', any, { nodeId: await theNode() }, 'no token')).rejects.toMatchObject({
    status: 401,
  })
  await expect(ask('POST', `${path}/produce`, any, { kind: 'video' })).rejects.toMatchObject({ status: 400 })
  const lies = {
    kind: 'video',
    rtpParameters: { codecs: [{ mimeType: 'video/unheard-of', payloadType: 100, clockRate: 90_000 }] },
    rtpCapabilities: { codecs: [], headerExtensions: [] },
  }
  await expect(ask('POST', `${path}/produce`, any, lies)).rejects.toMatchObject({ status: 400 })
  await end()
})

test('18.7 of one address no more than four are open at a time, and then it is told when to come again', async () => {
  const nodeId = await theNode()
  const open = () => ask('POST', 'lines', OpenedLine, { nodeId })
  const lines = [await open(), await open(), await open(), await open()]
  await expect(open()).rejects.toMatchObject({ status: 429, told: { code: 'rateLimited', retryAfterSec: 3 } })
  await Promise.all(lines.map(({ lineId }) => ask('DELETE', `lines/${lineId}`, OpenedLine.partial())))
  await ask('DELETE', `lines/${(await open()).lineId}`, OpenedLine.partial())
})

test('18.7 a node that drains is told as such, and not tried', async () => {
  // A node says so once a second.
  const states = () =>
    expect.poll(async () => (await ask('GET', 'nodes', LineNodes)).nodes.map(({ state }) => state), { timeout: 10_000 })
  await office.control.ask('node:drain', { draining: true })
  try {
    await states().toEqual(['draining'])
    const refused = ask('POST', 'lines', OpenedLine, { nodeId: await theNode() })
    await expect(refused).rejects.toMatchObject({ status: 503, told: { code: 'mediaUnavailable' } })
  } finally {
    await office.control.ask('node:drain', { draining: false })
  }
  await states().toEqual(['ready'])
})
