import { ControlError, EndpointId, NodeId, OwnerId, ProducerId } from '@diem-cau/sfu-contract'
import type { MeetingError, MeetingId } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { meetingId } from '../../../testing/people.ts'
import { owner, StandInNode } from '../../../testing/StandInNode.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { MediaNodes } from './MediaNodes.ts'
import { NODE_GRACE_MS } from './MeetingNode.ts'
import { MeetingNodes } from './MeetingNodes.ts'
import type { JoinWish } from './MeetingNodesOptions.ts'

const capabilities = { codecs: [], headerExtensions: [] }
const idOf = (name: string) => EndpointId.parse(name)

/** A meeting's way to these nodes, and what it was told. */
function meetingOn(region: string, ...nodes: StandInNode[]) {
  const mediaNodes = new MediaNodes(nodes, silent, region)
  const told: string[] = []
  const notices: string[] = []
  const open = () =>
    new MeetingNodes({
      meetingId,
      mediaNodes,
      logger: silent,
      onSnapshot: (there, lost) =>
        told.push(
          `has ${there.map((e) => e.endpointId).join(' ')}${lost.length > 0 ? `, lost ${lost.join(' ')}` : ''}`,
        ),
      onLost: (endpointIds) => told.push(`lost ${endpointIds.join(' ')}`),
      onAllHeard: () => told.push('all heard'),
      onSourceLost: (producerId, endpointIds) => told.push(`${producerId} lost at ${endpointIds.join(' ')}`),
      onNotice: ({ name }) => notices.push(name),
      onReport: () => undefined,
    })
  return { mediaNodes, told, notices, open }
}

/** Two nodes that are up, the first with more room, and a meeting on them. */
async function twoNodes() {
  const [one, two] = [new StandInNode('one'), new StandInNode('two', 0.3)]
  one.comesUp()
  two.comesUp()
  const { open, ...rest } = meetingOn('', one, two)
  const meeting = open()
  await meeting.ready()
  return { one, two, meeting, ...rest }
}

const join = (meeting: MeetingNodes, name: string, wish?: JoinWish) =>
  meeting.join({ endpointId: idOf(name), meetingId, rtpCapabilities: capabilities, voice: true }, wish)

const produce = async (meeting: MeetingNodes, name: string) => {
  const rtpParameters = { codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }] }
  const data = { endpointId: idOf(name), source: 'mic' as const, rtpParameters, paused: false }
  return (await meeting.ask('endpoint:produce', data)).producerId
}
const whereIs = (meeting: MeetingNodes, ...names: string[]) => names.map((name) => meeting.nodeOf(idOf(name)))
const isUp = (meeting: MeetingNodes) => vi.waitFor(() => expect(meeting.isUp).toBe(true))

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

test('6.8 endpoints go to one node while it has room, and to the next when it says that it is full', async () => {
  const { one, two, meeting } = await twoNodes()
  await join(meeting, 'a')
  one.refusal = 'full'
  await join(meeting, 'b')
  expect(whereIs(meeting, 'a', 'b')).toEqual(['one', 'two'])
  two.refusal = 'full'
  await expect(join(meeting, 'c')).rejects.toMatchObject({ code: 'mediaUnavailable', extra: { full: true } })
  expect(meeting.nodeOf(idOf('c'))).toBeNull()
  expect([one.has(meetingId), two.has(meetingId)]).toEqual([['a'], ['b']])
})

test('6.13 a region that is wished for counts before that of the server, which counts without one', async () => {
  const [own, wished] = [new StandInNode('own'), new StandInNode('wished', 0.3)]
  own.region = 'ninh-kieu'
  wished.region = 'o-mon'
  own.comesUp()
  wished.comesUp()
  const { open } = meetingOn('ninh-kieu', own, wished)
  const meeting = open()
  await meeting.ready()
  await join(meeting, 'a', { region: 'o-mon' })
  await join(meeting, 'b', { region: '' })
  await join(meeting, 'c', { region: 'nowhere' })
  expect(whereIs(meeting, 'a', 'b')).toEqual(['wished', 'own'])
  expect(whereIs(meeting, 'c'), 'one that carries the meeting, as no node is there').toEqual(['wished'])
})

test.each([
  ['full', 'unavailable', true],
  ['unavailable', 'full', true],
  ['unavailable', 'unavailable', undefined],
] as const)('6.12 of nodes that are %s and %s it is said whether one had no room', async (first, second, full) => {
  const { one, two, meeting } = await twoNodes()
  one.refusal = first
  two.refusal = second
  await expect(join(meeting, 'a')).rejects.toSatisfy((error: MeetingError) => error.extra.full === full)
})

test('6.8 what is asked of an endpoint goes to its node alone, what is of all to every node of the meeting', async () => {
  const { one, two, meeting } = await twoNodes()
  await join(meeting, 'a')
  const before = two.asked.length
  await meeting.ask('endpoint:resume', { endpointId: idOf('a'), consumerIds: [] })
  await meeting.setVoices([idOf('a')])
  expect(two.asked).toHaveLength(before)
  await join(meeting, 'b', { apartFrom: idOf('a') })
  await meeting.setVoices([idOf('a')])
  expect([one.names.at(-1), two.names.at(-1)]).toEqual(['meeting:setVoices', 'meeting:setVoices'])
  await expect(meeting.askRaw('endpoint:resume', { endpointId: idOf('x'), consumerIds: [] })).rejects.toMatchObject({
    code: 'endpointNotFound',
  })
  await meeting.endMeeting()
  expect([one.meetings.size, two.meetings.size]).toEqual([0, 0])
})

test('6.8 an endpoint may be wanted apart from another one, or away from a node', async () => {
  const { one, meeting } = await twoNodes()
  await join(meeting, 'a')
  await join(meeting, 'b', { apartFrom: idOf('a') })
  await join(meeting, 'c', { avoid: NodeId.parse('two') })
  expect(whereIs(meeting, 'a', 'b', 'c')).toEqual(['one', 'two', 'one'])
  await join(meeting, 'a', { avoid: NodeId.parse('one') })
  expect(whereIs(meeting, 'a')).toEqual(['two'])
  expect(one.has(meetingId), 'where it was it ends').toEqual(['c'])
})

test('6.8 one that left while it was made ends at its node', async () => {
  const { one, meeting } = await twoNodes()
  const answer = Promise.withResolvers<void>()
  one.beforeJoin = answer.promise
  const joining = join(meeting, 'a')
  await meeting.leave(idOf('a'))
  answer.resolve()
  await joining
  await vi.waitFor(() => expect(one.has(meetingId)).toEqual([]))
  expect(meeting.nodeOf(idOf('a'))).toBeNull()
})

test('6.8 a node that does not answer a join is passed over, and told to let go of it when it does', async () => {
  const { one, two, meeting } = await twoNodes()
  const answer = Promise.withResolvers<void>()
  one.beforeJoin = answer.promise
  const joining = join(meeting, 'a')
  one.goesDown()
  answer.reject(new ControlError('unavailable', 'not answered'))
  await joining
  expect([whereIs(meeting, 'a'), two.has(meetingId)]).toEqual([['two'], ['a']])
  one.holds(meetingId, 'a')
  one.comesUp()
  await vi.waitFor(() => expect(one.has(meetingId)).toEqual([]))
  expect(whereIs(meeting, 'a')).toEqual(['two'])
})

test('6.9 a source of another node is asked for with the way to it', async () => {
  const { meeting } = await twoNodes()
  await join(meeting, 'a')
  await join(meeting, 'b', { apartFrom: idOf('a') })
  const producerId = await produce(meeting, 'a')
  const wanted = { producerId, paused: false, priority: 1 }
  const via = [{ nodeId: 'one', url: 'http://one' }]
  expect(meeting.withWays(idOf('b'), [wanted])).toEqual([{ ...wanted, via }])
  expect(meeting.withWays(idOf('a'), [wanted]), 'its own').toEqual([wanted])
  const unknown = { ...wanted, producerId: ProducerId.parse('x') }
  expect(meeting.withWays(idOf('b'), [unknown])).toEqual([unknown])
})

test('6.9 a source that comes no more concerns the endpoints of the node that says so', async () => {
  const { two, meeting, told, notices } = await twoNodes()
  await join(meeting, 'a')
  await join(meeting, 'b', { apartFrom: idOf('a') })
  two.emit('notice', { name: 'sourceLost', meetingId, producerId: ProducerId.parse('p') })
  expect([told.at(-1), notices]).toEqual(['p lost at b', []])
})

test('6.4 what nodes hold already is taken up there, whatever their load; nothing is lost before all were heard', async () => {
  const [holds, free] = [new StandInNode('holds', 0.9).holds(meetingId, 'a'), new StandInNode('free')]
  const { open, told } = meetingOn('', holds, free)
  const meeting = open()
  free.comesUp()
  await isUp(meeting)
  expect(told).toEqual(['has '])
  const joining = join(meeting, 'b')
  holds.comesUp()
  await joining
  await meeting.ready(idOf('a'))
  expect(told).toEqual(['has ', 'has a', 'all heard'])
  expect(holds.meetings.get(meetingId)?.owner).toBe(owner)
  expect(whereIs(meeting, 'a')).toEqual(['holds'])
})

test('6.4 a node that cannot be reached at the start is waited for as one that is away', async () => {
  const [there, silentOne] = [new StandInNode('there'), new StandInNode('silent').holds(meetingId, 'a')]
  const { open, told } = meetingOn('', there, silentOne)
  open()
  there.comesUp()
  silentOne.emit('unreachable', new Error('no route'))
  await vi.advanceTimersByTimeAsync(NODE_GRACE_MS - 1)
  expect(told).toEqual(['has '])
  await vi.advanceTimersByTimeAsync(1)
  expect(told).toEqual(['has ', 'all heard'])
  silentOne.comesUp()
  await vi.waitFor(() => expect(silentOne.meetings.size, 'what it kept is closed').toBe(0))
})

test('6.7 a node that is back within the grace goes on with what it kept', async () => {
  const { one, meeting, told } = await twoNodes()
  await join(meeting, 'a')
  one.goesDown()
  expect([meeting.isUp, meeting.isReachable(idOf('a'))]).toEqual([true, false])
  await vi.advanceTimersByTimeAsync(NODE_GRACE_MS - 1)
  one.comesUp()
  await vi.advanceTimersByTimeAsync(0)
  expect(meeting.isReachable(idOf('a'))).toBe(true)
  await vi.advanceTimersByTimeAsync(NODE_GRACE_MS)
  expect(told).toEqual(['has ', 'has ', 'all heard', 'has a'])
})

test('6.10 of a node that stays away its own endpoints alone are lost, and what it kept is closed when it is back', async () => {
  const { one, two, meeting, told } = await twoNodes()
  await join(meeting, 'a')
  await join(meeting, 'b', { apartFrom: idOf('a') })
  one.goesDown()
  vi.advanceTimersByTime(NODE_GRACE_MS)
  expect(told.at(-1)).toBe('lost a')
  await join(meeting, 'a')
  expect(whereIs(meeting, 'a', 'b')).toEqual(['two', 'two'])
  one.comesUp()
  await vi.waitFor(() => expect(one.meetings.size).toBe(0))
  expect(two.has(meetingId)).toEqual(['b', 'a'])
  expect(told.at(-1)).toBe('has ')
})

test('6.10 a node whose process is gone has lost everything at once', async () => {
  const { one, meeting, told } = await twoNodes()
  await join(meeting, 'a')
  one.dies()
  expect(told.at(-1)).toBe('lost a')
  await join(meeting, 'a')
  expect(whereIs(meeting, 'a')).toEqual(['two'])
})

test('6.10 without another node nothing is lost before one is there', async () => {
  const one = new StandInNode('one')
  one.comesUp()
  const { open, told } = meetingOn('', one)
  const meeting = open()
  await meeting.ready()
  await join(meeting, 'a')
  one.goesDown()
  vi.advanceTimersByTime(2 * NODE_GRACE_MS)
  one.comesUp()
  await isUp(meeting)
  expect(told.at(-1), 'it kept what it had').toBe('has a')
  one.dies()
  expect(told.at(-1)).toBe('has a')
  one.comesUp()
  await isUp(meeting)
  expect(told.at(-1)).toBe('has , lost a')
})

test('6.10 a node that is there and does not say what it has counts as away, and is asked again', async () => {
  const [own, other] = [new StandInNode('own'), new StandInNode('other', 0.5)]
  own.failsToList = true
  const { open, told } = meetingOn('', own, other)
  own.comesUp()
  other.comesUp()
  const meeting = open()
  await meeting.ready()
  await join(meeting, 'a')
  expect(whereIs(meeting, 'a')).toEqual(['other'])
  own.failsToList = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect(told.at(-1)).toBe('all heard')
})

test('a join that finds the meeting to be of the process before this one looks again', async () => {
  const { one, meeting } = await twoNodes()
  one.holds(meetingId)
  await join(meeting, 'a')
  expect(one.names.slice(-3)).toEqual(['meeting:list', 'meeting:takeOver', 'endpoint:join'])
})

test('a node is asked once for all meetings when it comes', async () => {
  const node = new StandInNode('one')
  const { open } = meetingOn('', node)
  const meetings = [open(), open(), open()]
  node.comesUp()
  await Promise.all(meetings.map(isUp))
  expect(node.names).toEqual(['meeting:list'])
})

test('a notice goes to its own meeting, and from a node that is away to none', async () => {
  const { one, meeting, notices } = await twoNodes()
  const levels = { name: 'audioLevels' as const, levels: [] }
  one.emit('notice', { ...levels, meetingId })
  one.emit('notice', { ...levels, meetingId: 'another' as MeetingId })
  expect(notices).toEqual(['audioLevels'])
  one.goesDown()
  one.emit('notice', { name: 'meetingTaken', meetingId, owner: OwnerId.parse('x') })
  meeting.close()
  one.emit('notice', { ...levels, meetingId })
  expect(notices).toHaveLength(1)
})

test('6.3 endpoints that a node lost have no place any more', async () => {
  const { one, two, meeting, notices } = await twoNodes()
  await join(meeting, 'a')
  const lost = { name: 'endpointsLost' as const, meetingId, endpointIds: [idOf('a')] }
  two.emit('notice', lost)
  expect(meeting.nodeOf(idOf('a')), 'another one speaks of what it had before').toBe('one')
  one.emit('notice', lost)
  expect([meeting.nodeOf(idOf('a')), notices]).toEqual([null, ['endpointsLost', 'endpointsLost']])
})
