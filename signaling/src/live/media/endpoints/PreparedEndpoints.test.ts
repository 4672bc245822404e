import { ControlError } from '@diem-cau/sfu-contract'
import { type FreshMedia, LegId, MeetingError, type MeetingState, type Notice } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { mediaError } from '../../../errors/mediaError.ts'
import { accountOf, after, joins, meetingId, opens, participantOf } from '../../../testing/people.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { EndpointMedia } from './EndpointMedia.ts'
import { Handovers } from '../legs/Handovers.ts'
import { Leg } from '../legs/Leg.ts'
import { type AtDoor, type ClientAtDoor, PreparedEndpoints } from './PreparedEndpoints.ts'

const capabilities = { codecs: [], headerExtensions: [] }
const side = { id: 't', iceParameters: { usernameFragment: 'u', password: 'p' }, iceCandidates: [] }
const transport = { ...side, dtlsParameters: { fingerprints: [] } }
const media: FreshMedia = { leg: LegId.parse(1), routerRtpCapabilities: capabilities, send: transport, recv: transport }

/** The door of a meeting, with a media node that answers as it is told to. */
function door(state: MeetingState = after(joins('a'), opens('a', 'mic'))) {
  const asked: string[] = []
  const node = {
    answer: () => Promise.resolve(media) as Promise<unknown>,
    subscribed: 0,
    region: '' as string | undefined,
  }
  const prepared = new PreparedEndpoints({
    meetingId,
    nodes: {
      ready: () => Promise.resolve(),
      join: async (_data, wish) => {
        asked.push('endpoint:join')
        node.region = wish?.region
        try {
          return (await node.answer()) as never
        } catch (error) {
          throw mediaError(error)
        }
      },
      leave: async () => void asked.push('endpoint:leave'),
    },
    regionOf: (participantId) => (participantId === participantOf('b') ? 'o-mon' : ''),
    make: (endpointId, { participantId, client }) =>
      new EndpointMedia({
        endpointId,
        participantId,
        standing: 'atDoor',
        makeLeg: (options) =>
          new Leg(options, {
            logger: silent,
            handovers: new Handovers(),
            state: () => state,
            speakers: () => [],
            subscribe: async () => {
              node.subscribed += 1
              return { consumers: [], closed: [], refused: [] }
            },
            withWays: (sources) => [...sources],
            nodes: () => '',
            notify: (notice) => client.notify(notice),
            onReceives: () => undefined,
            onVanished: () => undefined,
          }),
      }),
  })
  const join = { would: 'comeIn' as ReturnType<AtDoor['joinWould']> }
  const prepare = (client: ClientAtDoor, name = 'b') =>
    prepared.prepare(
      { client, accountId: accountOf(name), participantId: participantOf(name), joinWould: () => join.would },
      capabilities,
    )
  return { prepared, prepare, asked, node, join }
}

const newClient = (): ClientAtDoor & { notices: Notice[] } => {
  const notices: Notice[] = []
  return { notices, notify: (notice) => void notices.push(notice) }
}

test('5.8 what was prepared is claimed by its own client, and once', async () => {
  const { prepared, prepare, asked, node } = door()
  const client = newClient()
  const made = await prepare(client)
  if (!made) throw new Error('nothing was prepared')
  expect(prepared.of(client)).toBe(made.endpointId)
  expect(node.region, 'where its unit is at home').toBe('o-mon')
  expect(prepared.claim(newClient(), made.endpointId), 'of somebody else').toBeNull()
  expect(prepared.claim(client, made.endpointId)?.endpointId).toBe(made.endpointId)
  expect(prepared.claim(client, made.endpointId)).toBeNull()
  prepared.release({ client })
  expect(asked, 'a claimed one is not released').toEqual(['endpoint:join'])
})

test('5.7 who would be refused gets that refusal, who would wait gets nothing; the node is not asked', async () => {
  const { prepare, asked, join } = door()
  join.would = new MeetingError('barred')
  await expect(prepare(newClient())).rejects.toMatchObject({ code: 'barred' })
  join.would = 'wait'
  expect(await prepare(newClient())).toBeNull()
  expect(asked).toEqual([])
})

test('5.9 a client has one, an account at most four', async () => {
  const { prepared, prepare, asked } = door()
  const client = newClient()
  const first = await prepare(client)
  const second = await prepare(client)
  expect(prepared.of(client)).toBe(second?.endpointId)
  expect(second?.endpointId).not.toBe(first?.endpointId)
  expect(asked).toEqual(['endpoint:join', 'endpoint:leave', 'endpoint:join'])
  for (let n = 0; n < 3; n += 1) expect(await prepare(newClient())).not.toBeNull()
  expect(await prepare(newClient())).toBeNull()
  expect(await prepare(newClient(), 'c'), 'of another account').not.toBeNull()
})

test('5.9 one that is released while it is made ends at the node, and is not given to anybody', async () => {
  const { prepared, prepare, asked, node } = door()
  const answer = Promise.withResolvers<unknown>()
  node.answer = () => answer.promise
  const client = newClient()
  const preparing = prepare(client)
  await expect.poll(() => asked).toEqual(['endpoint:join'])
  const endpointId = prepared.of(client)
  expect(endpointId && prepared.claim(client, endpointId), 'before it is made').toBeNull()
  if (endpointId) prepared.onNews({ kind: 'nodeLost', endpointIds: [endpointId] })
  expect(prepared.of(client), 'the node may not have it yet').toBe(endpointId)
  prepared.release({ participantId: participantOf('b') })
  answer.resolve(media)
  expect(await preparing).toBeNull()
  expect(asked.filter((name) => name === 'endpoint:leave').length).toBeGreaterThan(0)
  expect(prepared.people).toEqual([])
})

test('5.7 without a media node there is none, and what the node refuses is an error', async () => {
  const { prepared, prepare, node } = door()
  node.answer = () => Promise.reject(new ControlError('unavailable', 'no media node'))
  expect(await prepare(newClient())).toBeNull()
  node.answer = () => Promise.reject(new ControlError('internal', 'broken'))
  await expect(prepare(newClient())).rejects.toBeInstanceOf(MeetingError)
  expect(prepared.people).toEqual([])
})

test('5.9 it ends as soon as a join would be refused or would have to wait', async () => {
  const { prepared, prepare, asked, join } = door()
  await prepare(newClient())
  prepared.onNews({ kind: 'meetingChanged' })
  expect(prepared.people).toHaveLength(1)
  join.would = 'wait'
  prepared.onNews({ kind: 'meetingChanged' })
  expect(prepared.people).toEqual([])
  expect(asked).toEqual(['endpoint:join', 'endpoint:leave'])
})

test('what its node lost is forgotten without a word to it; so is everything with the meeting', async () => {
  const { prepared, prepare, asked } = door()
  const [one, two, three] = [
    await prepare(newClient(), 'b'),
    await prepare(newClient(), 'c'),
    await prepare(newClient(), 'd'),
  ]
  if (!one || !two || !three) throw new Error('nothing was prepared')
  prepared.onNews({ kind: 'nodeLost', endpointIds: [one.endpointId] })
  expect(prepared.people).toHaveLength(2)
  prepared.onNews({ kind: 'nodeLost', endpointIds: [three.endpointId] })
  expect([prepared.find(two.endpointId)?.endpointId, prepared.find(three.endpointId)]).toEqual([
    two.endpointId,
    undefined,
  ])
  prepared.onNews({ kind: 'meetingOver' })
  expect(prepared.people).toEqual([])
  expect(asked).toEqual(['endpoint:join', 'endpoint:join', 'endpoint:join'])
})

test('5.8 the node is asked for what a join would show first once the client can receive', async () => {
  const { prepared, prepare, node } = door()
  const made = await prepare(newClient())
  prepared.onNews({ kind: 'meetingChanged' })
  if (!made) throw new Error('nothing was prepared')
  expect(node.subscribed).toBe(0)
  prepared.onNews({ kind: 'canReceive', endpointId: made.endpointId })
  expect(node.subscribed).toBe(1)
})
