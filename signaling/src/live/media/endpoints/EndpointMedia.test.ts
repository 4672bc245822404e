import { ConsumerId, type ControlData, ControlError, type ControlResponse } from '@diem-cau/sfu-contract'
import type { MeetingState, Notice, ProducerId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { after, endpointOf, joins, opens, participantOf, producerOf } from '../../../testing/people.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { EndpointMedia } from './EndpointMedia.ts'

type Subscribe = ControlData<'endpoint:subscribe'>
type Answer = ControlResponse<'endpoint:subscribe'>

const capabilities = { codecs: [], headerExtensions: [] }
const consumerOf = (producerId: ProducerId) => ConsumerId.parse(`c.${producerId}`)

/** An endpoint, and the far side of it: each request waits for its answer. */
function endpointIn(initial: MeetingState) {
  const far = { state: initial, vanished: 0, notices: [] as Notice[], asked: [] as Subscribe[] }
  const waiting: PromiseWithResolvers<Answer>[] = []
  const endpoint = new EndpointMedia(endpointOf('b'), participantOf('b'), {
    logger: silent,
    state: () => far.state,
    speakers: () => [],
    subscribe: (data) => {
      far.asked.push(data)
      const answer = Promise.withResolvers<Answer>()
      waiting.push(answer)
      return answer.promise
    },
    notify: (notice) => far.notices.push(notice),
    vanished: () => (far.vanished += 1),
  })
  endpoint.capabilities = capabilities
  endpoint.shows({ tiles: [] })
  const answer = async (parts: (Partial<Answer> & { opened?: ProducerId[] }) | Error) => {
    const next = waiting.shift()
    if (parts instanceof Error) next?.reject(parts)
    else {
      const { opened = [], ...rest } = parts
      const consumers = opened.map((producerId) => ({
        consumerId: consumerOf(producerId),
        producerId,
        kind: 'audio' as const,
        type: 'simple' as const,
        rtpParameters: { codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }] },
        producerPaused: false,
      }))
      next?.resolve({ consumers, closed: [], refused: [], ...rest })
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { endpoint, far, answer }
}

const mic = producerOf('a', 'mic')
const meeting = after(joins('a'), joins('b'), opens('a', 'mic'))

test('5.4 what is to be received is asked for at once, and told with whose it is', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.made()
  endpoint.refresh('now')
  expect(far.asked).toEqual([
    { endpointId: endpointOf('b'), sources: [{ producerId: mic, paused: false, priority: 255 }] },
  ])
  await answer({ opened: [mic] })
  expect(far.notices).toMatchObject([
    { name: 'consumersOpened', consumers: [{ producerId: mic, participantId: participantOf('a'), source: 'mic' }] },
  ])
  expect(endpoint.owns(consumerOf(mic))).toBe(true)
  expect(endpoint.owns(ConsumerId.parse('c.other'))).toBe(false)
})

test('nothing is asked for before there are transports, capabilities and a client', () => {
  const { endpoint, far } = endpointIn(meeting)
  endpoint.refresh('now')
  endpoint.made()
  endpoint.capabilities = null
  endpoint.refresh('now')
  expect(far.asked).toEqual([])
})

test('changes while the node is asked become one more request, and no change becomes none', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.made()
  endpoint.refresh('now')
  for (let n = 0; n < 5; n += 1) endpoint.refresh('soon')
  await answer({ opened: [mic] })
  expect(far.asked, 'nothing changed').toHaveLength(1)
  far.state = after(joins('a'), joins('b'), opens('a', 'mic'), opens('a', 'screen'), opens('a', 'screenAudio'))
  endpoint.refresh('now')
  endpoint.refresh('now')
  expect(far.asked).toHaveLength(2)
})

test('a producer that ended while the node was asked is not announced any more', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.made()
  endpoint.refresh('now')
  far.state = after(joins('a'), joins('b'))
  await answer({ opened: [mic] })
  expect(far.notices).toEqual([])
})

test('6.3 an answer about what was lost meanwhile is dropped, and asked for anew after the rebuild', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.made()
  endpoint.refresh('now')
  endpoint.lost()
  endpoint.made()
  endpoint.refresh('now')
  await answer({ opened: [mic] })
  expect(far.notices, 'of the first transports').toEqual([])
  expect(far.asked).toHaveLength(2)
  await answer({ opened: [mic] })
  expect(far.notices).toHaveLength(1)
})

test('consumers that the node closed are told, those of ended producers go with them', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.made()
  endpoint.refresh('now')
  await answer({ opened: [mic] })
  far.state = after(joins('a'), joins('b'), opens('a', 'screenAudio'))
  endpoint.refresh('now')
  await answer({ closed: [ConsumerId.parse('c.unknown')] })
  expect(far.notices).toHaveLength(1)
  expect(endpoint.holds(consumerOf(mic))).toBe(false)
  expect(endpoint.owns(consumerOf(mic)), 'still no stranger').toBe(true)
})

test('6.3 an endpoint that the node does not know has vanished', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.made()
  endpoint.refresh('now')
  await answer(new ControlError('endpointNotFound', 'gone'))
  expect(far.vanished).toBe(1)
})

test('6.4 an endpoint found at the node keeps what it receives until its client is back', () => {
  const { far } = endpointIn(meeting)
  const asked: Subscribe[] = []
  const found = new EndpointMedia(endpointOf('b'), participantOf('b'), {
    logger: silent,
    state: () => far.state,
    speakers: () => [],
    subscribe: (data) => {
      asked.push(data)
      return new Promise(() => undefined)
    },
    notify: () => undefined,
    vanished: () => undefined,
  })
  found.capabilities = capabilities
  found.found([{ consumerId: consumerOf(mic), producerId: mic }])
  found.refresh('now')
  expect(asked).toEqual([])
  found.shows(null)
  found.refresh('now')
  expect(asked).toHaveLength(1)
})

test('5.8 what is made at the door stands still until the join is on the disk', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.prepared()
  endpoint.refresh('now')
  await settled()
  expect(far.asked.map(({ sources }) => sources)).toEqual([[{ producerId: mic, paused: true, priority: 255 }]])
  await answer({ opened: [mic] })

  const committed = Promise.withResolvers<void>()
  endpoint.joins(committed.promise)
  endpoint.refresh('now')
  await settled()
  expect(far.asked).toHaveLength(1)
  committed.resolve()
  await settled()
  expect(far.asked[1]?.sources).toEqual([{ producerId: mic, paused: false, priority: 255 }])
})

test('5.8 whoever stands at the door is told of what ended, having no events', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.prepared()
  endpoint.refresh('now')
  await settled()
  await answer({ opened: [mic] })
  far.state = after(joins('a'), joins('b'))
  endpoint.refresh('now')
  await settled()
  expect(far.notices.map(({ name }) => name)).toEqual(['consumersOpened', 'consumersClosed'])
})

test('5.8 what was made at the door of a join that came to nothing never flows', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.prepared()
  endpoint.refresh('now')
  await settled()
  await answer({ opened: [mic] })
  endpoint.joins(Promise.reject(new Error('the disk is full')))
  endpoint.refresh('now')
  await settled()
  expect(far.asked).toHaveLength(1)
})

const settled = () => new Promise((resolve) => setImmediate(resolve))
