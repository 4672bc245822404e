import {
  ConsumerId,
  type ControlData,
  ControlError,
  type ControlResponse,
  NodeId,
  type Via,
  type WantedSource,
} from '@diem-cau/sfu-contract'
import { LegId, type MeetingState, type Notice, ProducerId } from '@diem-cau/signaling-contract'
import { expect, onTestFinished, test, vi } from 'vitest'
import { after, endpointOf, joins, opens, participantOf, producerOf } from '../../../testing/people.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { Handovers } from './Handovers.ts'
import { Leg, type LegContext, type Receiver } from './Leg.ts'
import { nodeEndpointId } from './legId.ts'

type Subscribe = ControlData<'endpoint:subscribe'>
type Answer = ControlResponse<'endpoint:subscribe'>

const capabilities = { codecs: [], headerExtensions: [] }
const consumerOf = (producerId: ProducerId) => ConsumerId.parse(`c.${producerId}`)

const first = LegId.parse(1)
const nodeId = nodeEndpointId(endpointOf('b'), first)
const legOf = (context: LegContext, receiver: Receiver, standing: 'atDoor' | 'away' = 'away') =>
  new Leg({ endpointId: endpointOf('b'), participantId: participantOf('b'), legId: first, receiver, standing }, context)

/** A leg, and the far side of it: each request waits for its answer. */
function endpointIn(initial: MeetingState, standing?: 'atDoor') {
  const handovers = new Handovers()
  const receiver: Receiver = { capabilities, viewport: { tiles: [] } }
  const far = {
    state: initial,
    via: null as Via | null,
    vanished: 0,
    notices: [] as Notice[],
    asked: [] as Subscribe[],
  }
  const waiting: PromiseWithResolvers<Answer>[] = []
  const context = {
    logger: silent,
    handovers,
    state: () => far.state,
    speakers: () => [],
    subscribe: (data: Subscribe) => {
      far.asked.push(data)
      const answer = Promise.withResolvers<Answer>()
      waiting.push(answer)
      return answer.promise
    },
    withWays: (sources: readonly WantedSource[]) =>
      sources.map((source) => (far.via ? { ...source, via: far.via } : source)),
    nodes: () => JSON.stringify(far.via),
    notify: (notice: Notice) => far.notices.push(notice),
    onReceives: () => undefined,
    onVanished: () => (far.vanished += 1),
  }
  const endpoint = legOf(context, receiver, standing)
  endpoint.on({ kind: 'attended' })
  const answer = async (parts: (Partial<Answer> & { opened?: ProducerId[]; silent?: boolean }) | Error) => {
    const next = waiting.shift()
    if (parts instanceof Error) next?.reject(parts)
    else {
      const { opened = [], silent: isSilent = false, ...rest } = parts
      const consumers = opened.map((producerId) => ({
        consumerId: consumerOf(producerId),
        producerId,
        kind: 'audio' as const,
        type: 'simple' as const,
        rtpParameters: { codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }] },
        producerPaused: isSilent,
      }))
      next?.resolve({ consumers, closed: [], refused: [], ...rest })
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { endpoint, far, answer, receiver, handovers }
}

const mic = producerOf('a', 'mic')
const meeting = after(joins('a'), joins('b'), opens('a', 'mic'))

test('5.4 what is to be received is asked for at once, and told with whose it is', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  expect(far.asked).toEqual([{ endpointId: nodeId, sources: [{ producerId: mic, paused: false, priority: 255 }] }])
  await answer({ opened: [mic] })
  expect(far.notices).toMatchObject([
    {
      name: 'consumersOpened',
      leg: 1,
      consumers: [{ producerId: mic, participantId: participantOf('a'), source: 'mic' }],
    },
  ])
  expect(endpoint.owns(consumerOf(mic))).toBe(true)
  expect(endpoint.owns(ConsumerId.parse('c.other'))).toBe(false)
})

test.each([true, false])(
  '5.14 a client is told whether anything comes of what it is offered just now: %s',
  async (isSilent) => {
    const { endpoint, far, answer } = endpointIn(meeting)
    endpoint.on({ kind: 'made', worker: 0 })
    endpoint.refresh('now')
    await answer({ opened: [mic], silent: isSilent })
    expect(far.notices).toMatchObject([{ name: 'consumersOpened', consumers: [{ producerId: mic, paused: isSilent }] }])
  },
)

test('nothing is asked for before there are transports, capabilities and a client', () => {
  const { endpoint, far, receiver } = endpointIn(meeting)
  endpoint.refresh('now')
  endpoint.on({ kind: 'made', worker: 0 })
  receiver.capabilities = null
  endpoint.refresh('now')
  expect(far.asked).toEqual([])
})

test('changes while the node is asked become one more request, and no change becomes none', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.on({ kind: 'made', worker: 0 })
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
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  far.state = after(joins('a'), joins('b'))
  await answer({ opened: [mic] })
  expect(far.notices).toEqual([])
})

test('6.3 an answer about what was lost meanwhile is dropped, and asked for anew after the rebuild', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  endpoint.on({ kind: 'lost' })
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  await answer({ opened: [mic] })
  expect(far.notices, 'of the first transports').toEqual([])
  expect(far.asked).toHaveLength(2)
  await answer({ opened: [mic] })
  expect(far.notices).toHaveLength(1)
})

test('consumers that the node closed are told, those of ended producers go with them', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.on({ kind: 'made', worker: 0 })
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
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  await answer(new ControlError('endpointNotFound', 'gone'))
  expect(far.vanished).toBe(1)
})

test('6.4 an endpoint found at the node keeps what it receives until its client is back', () => {
  const { far } = endpointIn(meeting)
  const asked: Subscribe[] = []
  const context: LegContext = {
    logger: silent,
    handovers: new Handovers(),
    state: () => far.state,
    speakers: () => [],
    subscribe: (data) => {
      asked.push(data)
      return new Promise(() => undefined)
    },
    withWays: (sources) => [...sources],
    nodes: () => '',
    notify: () => undefined,
    onReceives: () => undefined,
    onVanished: () => undefined,
  }
  const found = legOf(context, { capabilities, viewport: null })
  found.on({
    kind: 'found',
    worker: 0,
    producers: [],
    consumers: [{ consumerId: consumerOf(mic), producerId: mic, ready: true }],
  })
  found.refresh('now')
  expect(asked).toEqual([])
  found.on({ kind: 'attended' })
  found.refresh('now')
  expect(asked).toHaveLength(1)
})

test('5.8 what is made at the door stands still until the join is on the disk', async () => {
  const { endpoint, far, answer } = endpointIn(meeting, 'atDoor')
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  expect(far.asked.map(({ sources }) => sources)).toEqual([[{ producerId: mic, paused: true, priority: 255 }]])
  await answer({ opened: [mic] })

  endpoint.on({ kind: 'joining' })
  endpoint.refresh('now')
  expect(far.asked).toHaveLength(1)
  endpoint.on({ kind: 'recorded' })
  expect(far.asked[1]?.sources).toEqual([{ producerId: mic, paused: false, priority: 255 }])
})

test('5.8 whoever stands at the door is told of what ended, having no events', async () => {
  const { endpoint, far, answer } = endpointIn(meeting, 'atDoor')
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  await answer({ opened: [mic] })
  far.state = after(joins('a'), joins('b'))
  endpoint.refresh('now')
  expect(far.notices.map(({ name }) => name)).toEqual(['consumersOpened', 'consumersClosed'])
})

test('5.8 what was made at the door of a join that came to nothing never flows', async () => {
  const { endpoint, far, answer } = endpointIn(meeting, 'atDoor')
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  await answer({ opened: [mic] })
  endpoint.on({ kind: 'joining' })
  endpoint.refresh('now')
  endpoint.on({ kind: 'closed' })
  endpoint.refresh('now')
  expect(far.asked).toHaveLength(1)
})

test('5.8 what the node answers while a join is on its way to the disk is told once it is there, and never if it fails', async () => {
  for (const recorded of [true, false]) {
    const { endpoint, far, answer } = endpointIn(meeting)
    endpoint.on({ kind: 'joining' })
    endpoint.on({ kind: 'made', worker: 0 })
    endpoint.refresh('now')
    expect(far.asked, 'the node is asked meanwhile').toHaveLength(1)
    await answer({ opened: [mic] })
    expect(far.notices).toEqual([])
    endpoint.on({ kind: recorded ? 'recorded' : 'closed' })
    expect(far.notices.map(({ name }) => name)).toEqual(recorded ? ['consumersOpened'] : [])
    expect(endpoint.holds(consumerOf(mic))).toBe(recorded)
  }
})

test('what was made at the door and told there before the join is asked for once more, to flow', async () => {
  const { endpoint, far, answer } = endpointIn(meeting, 'atDoor')
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  endpoint.on({ kind: 'joining' })
  await answer({ opened: [mic] })
  expect(far.notices).toEqual([])
  endpoint.on({ kind: 'recorded' })
  expect(far.notices).toMatchObject([{ name: 'consumersOpened' }])
  expect(far.asked.map(({ sources }) => sources[0]?.paused)).toEqual([true, false])
})

test('what the node refused is asked for again, also when something else is looked at meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  await answer({ refused: [{ producerId: mic, error: { code: 'producerNotFound', message: 'not yet' } }] })
  endpoint.refresh('soon')
  vi.advanceTimersByTime(500)
  expect(far.asked, 'nothing else is wanted').toHaveLength(1)
  vi.advanceTimersByTime(500)
  expect(far.asked).toHaveLength(2)
  await answer({ opened: [mic] })
  expect(endpoint.holds(consumerOf(mic))).toBe(true)
})

test('5.21 what its browser cannot decode is told, once, and again when it is over', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.on({ kind: 'made', worker: 0 })
  const look = async (parts: Parameters<typeof answer>[0]) => {
    endpoint.on({ kind: 'found', worker: 0, producers: [], consumers: [] })
    endpoint.refresh('now')
    await answer(parts)
  }
  const refusal = { refused: [{ producerId: mic, error: { code: 'unsupportedMedia' as const, message: 'no codec' } }] }
  await look(refusal)
  await look(refusal)
  expect(far.notices).toEqual([{ name: 'sourcesUnplayable', producerIds: [mic] }])
  await look({ refused: [{ producerId: mic, error: { code: 'producerNotFound', message: 'not yet' } }] })
  expect(far.notices.slice(1)).toEqual([{ name: 'sourcesUnplayable', producerIds: [] }])
})

test('a producer that is made on transports that are gone by then does not live', async () => {
  const { endpoint } = endpointIn(meeting)
  endpoint.on({ kind: 'made', worker: 0 })
  const making = Promise.withResolvers<{ producerId: ProducerId }>()
  const producerId = ProducerId.parse('p.1')
  const producing = endpoint.produce(() => making.promise)
  expect(endpoint.isProducing).toBe(true)
  endpoint.on({ kind: 'lost' })
  making.resolve({ producerId })
  const { made, lives } = await producing
  expect([made, lives(), endpoint.isProducing]).toEqual([{ producerId }, false, false])
  expect([...endpoint.producerIds]).toEqual([producerId])
})

/** The meeting with another microphone in the place of its own. */
function replaced(successor: ProducerId): MeetingState {
  const { [mic]: former, ...others } = meeting.producers
  if (!former) throw new Error('nobody speaks')
  return { ...meeting, producers: { ...others, [successor]: { ...former, producerId: successor } } }
}

test('5.14 a producer that was replaced on another leg flows on for who has it, until it ends', async () => {
  const { endpoint, far, answer, handovers } = endpointIn(meeting)
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  await answer({ opened: [mic] })
  const successor = producerOf('a', 'mic', 2)
  far.state = replaced(successor)
  handovers.add(mic, successor)
  endpoint.refresh('now')
  expect(far.asked.at(-1)?.sources.map(({ producerId }) => producerId)).toEqual([successor, mic])
  await answer({ opened: [successor] })
  expect(endpoint.holds(consumerOf(mic))).toBe(true)
  handovers.end([mic])
  endpoint.refresh('now')
  expect(far.asked.at(-1)?.sources.map(({ producerId }) => producerId)).toEqual([successor])
})

test('5.14 a client lags until it has its side of what replaces a producer that it has, if it is to receive that', async () => {
  const { endpoint, far, answer, handovers } = endpointIn(meeting)
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  await answer({ opened: [mic] })
  endpoint.confirm([consumerOf(mic)])
  expect(endpoint.lags(new Set([mic])), 'nothing replaces it').toBe(false)
  const successor = producerOf('a', 'mic', 2)
  far.state = replaced(successor)
  handovers.add(mic, successor)
  endpoint.refresh('now')
  await answer({ opened: [successor] })
  expect(endpoint.lags(new Set([mic])), 'it was offered').toBe(true)
  expect(endpoint.lags(new Set([successor])), 'another one').toBe(false)
  endpoint.confirm([consumerOf(successor)])
  expect(endpoint.lags(new Set([mic]))).toBe(false)
})

test('5.14 a leg that its client has moved from asks for nothing any more', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  await answer({ opened: [mic] })
  endpoint.on({ kind: 'faded' })
  expect(far.asked.at(-1)?.sources).toEqual([])
})

test('6.8 what comes from another node is asked for with its way, and anew when the way is another one or was lost', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  const viaOf = (name: string) => [{ nodeId: NodeId.parse(name), url: `http://${name}` }]
  far.via = viaOf('near')
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  await answer({ opened: [mic] })
  endpoint.refresh('now')
  expect(far.asked.map(({ sources }) => sources.map(({ via }) => via))).toEqual([[viaOf('near')]])
  far.via = viaOf('far')
  endpoint.onSourceLost(mic)
  expect(far.notices.at(-1)).toEqual({ name: 'consumersClosed', consumerIds: [consumerOf(mic)] })
  expect(far.asked[1]?.sources).toMatchObject([{ producerId: mic, via: viaOf('far') }])
  // Lost again before the answer: it is asked for once more after that.
  endpoint.onSourceLost(mic)
  await answer({ opened: [mic] })
  expect(far.asked).toHaveLength(3)
  await answer({ opened: [mic] })
  expect(
    far.notices.filter(({ name }) => name === 'consumersClosed'),
    'the one that was made in vain',
  ).toHaveLength(2)
  expect(endpoint.holds(consumerOf(mic))).toBe(true)
})

test('6.2 a client that is back is offered anew what it never said it has its side of', async () => {
  const { endpoint, far, answer } = endpointIn(meeting)
  endpoint.on({ kind: 'made', worker: 0 })
  endpoint.refresh('now')
  await answer({ opened: [mic] })
  endpoint.onBack()
  expect(far.asked.at(-1)?.sources).toEqual([])
  await answer({ closed: [consumerOf(mic)] })
  expect(far.asked.at(-1)?.sources).toMatchObject([{ producerId: mic }])
  await answer({ opened: [mic] })
  expect(far.notices.map(({ name }) => name)).toEqual(['consumersOpened', 'consumersClosed', 'consumersOpened'])
  endpoint.confirm([consumerOf(mic)])
  endpoint.onBack()
  expect(far.asked, 'it has its side of all').toHaveLength(3)
})
