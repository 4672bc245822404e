import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mediasoupSide } from '../testing/mediasoupSide.ts'
import { join, produce, refusal, testNode } from '../testing/testNode.ts'

/** mediasoup's word for whether a microphone is let through. */
async function meetingOf(...endpointIds: string[]) {
  const side = mediasoupSide()
  const node = await testNode()
  const client = await node.connect()
  for (const endpointId of endpointIds) await join(client, endpointId)
  const voices = (...heard: string[]) =>
    client.request('meeting:setVoices', { meetingId: 'meeting', endpointIds: heard })
  const pause = (endpointId: string, producerId: string, paused: boolean) =>
    client.request('endpoint:setProducerPaused', { endpointId, producerId, paused })
  const isPaused = (producerId: string) => side.producers.get(producerId)?.paused
  return { node, client, voices, pause, isPaused }
}

test('a microphone of nobody who may be heard is paused, and its owner cannot resume it', async () => {
  const { client, voices, pause, isPaused } = await meetingOf('a')
  const mic = await produce(client, 'a', 'mic')
  expect(isPaused(mic)).toBe(false)
  await voices()
  expect(isPaused(mic)).toBe(true)
  await pause('a', mic, true)
  await pause('a', mic, false)
  expect(isPaused(mic)).toBe(true)
  await voices('a')
  expect(isPaused(mic)).toBe(false)
})

test('an open gate does not switch on what its owner has switched off', async () => {
  const { client, voices, isPaused } = await meetingOf('a')
  await voices()
  const mic = await produce(client, 'a', 'mic', true)
  await voices('a')
  expect(isPaused(mic)).toBe(true)
  expect((await client.request('meeting:list', {})).meetings[0]?.endpoints[0]?.producers[0]).toMatchObject({
    paused: true,
  })
})

test('a microphone that is opened behind a closed gate is paused from its first packet; the camera is not', async () => {
  const { client, voices, isPaused } = await meetingOf('a', 'b')
  await voices('b')
  const [mic, camera, other] = [
    await produce(client, 'a', 'mic'),
    await produce(client, 'a', 'camera'),
    await produce(client, 'b', 'mic'),
  ]
  expect([isPaused(mic), isPaused(camera), isPaused(other)]).toEqual([true, false, false])
  expect(
    (await client.request('meeting:list', {})).meetings[0]?.endpoints[0]?.producers[0],
    'what its owner wants',
  ).toMatchObject({ paused: false })
})

test('an endpoint is made with its gate as the join says, again when it is rebuilt', async () => {
  const { client, isPaused } = await meetingOf()
  await client.request('endpoint:join', { meetingId: 'meeting', endpointId: 'a', rtpCapabilities: null, voice: false })
  expect(isPaused(await produce(client, 'a', 'mic'))).toBe(true)
  await client.request('endpoint:join', { meetingId: 'meeting', endpointId: 'a', rtpCapabilities: null, voice: true })
  expect(isPaused(await produce(client, 'a', 'mic'))).toBe(false)
})

test('voices are for the owner of a meeting that is there', async () => {
  const { node, voices } = await meetingOf('a')
  await voices('a', 'nobody')
  const stranger = await node.connect('another')
  expect(await refusal(stranger.request('meeting:setVoices', { meetingId: 'meeting', endpointIds: [] }))).toBe(
    'notYours',
  )
  expect(await refusal(stranger.request('meeting:setVoices', { meetingId: 'elsewhere', endpointIds: [] }))).toBe(
    'meetingNotFound',
  )
})

test('whatever is asked in whatever order and without waiting, no microphone is let through that may not be heard', async () => {
  const { client, voices, pause, isPaused } = await meetingOf('a', 'b')
  const step = fc.oneof(
    fc.record({ kind: fc.constant('voices' as const), heard: fc.subarray(['a', 'b']) }),
    fc.record({ kind: fc.constant('pause' as const), who: fc.constantFrom('a', 'b'), paused: fc.boolean() }),
    fc.record({ kind: fc.constant('produce' as const), who: fc.constantFrom('a', 'b'), paused: fc.boolean() }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
      await voices('a', 'b')
      const mics = new Map<string, { id: string; paused: boolean }>()
      for (const who of ['a', 'b']) mics.set(who, { id: await produce(client, who, 'mic'), paused: false })
      let heard = ['a', 'b']
      const asked: Promise<unknown>[] = []
      for (const one of steps) {
        if (one.kind === 'voices') {
          heard = one.heard
          asked.push(voices(...heard))
        } else if (one.kind === 'produce') {
          await Promise.all(asked)
          mics.set(one.who, { id: await produce(client, one.who, 'mic', one.paused), paused: one.paused })
        } else {
          const mic = mics.get(one.who)!
          mic.paused = one.paused
          asked.push(pause(one.who, mic.id, one.paused))
        }
      }
      await Promise.all(asked)
      for (const [who, mic] of mics) expect(isPaused(mic.id), who).toBe(mic.paused || !heard.includes(who))
    }),
    { numRuns: 30 },
  )
})
