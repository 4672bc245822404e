import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Office } from './Office.ts'
import { Pair, type PairOptions, type TabName } from './Pair.ts'
import { PLACE_MS } from './SignalingProcess.ts'

let office: Office
let open: Pair | null = null

beforeAll(async () => {
  office = await Office.open()
})
afterAll(() => office.close())
afterEach(() => {
  open?.close()
  open = null
})

async function pairWith(options: PairOptions = {}, ...inside: readonly TabName[]): Promise<Pair> {
  // What a page has is counted here: legs in reserve have tests of their own.
  const pair = await Pair.open(office, { reserveEndpoints: 0, ...options })
  open = pair
  for (const name of inside) await goIn(pair, name)
  return pair
}

async function goIn(pair: Pair, name: TabName): Promise<void> {
  pair.tabs[name].enter()
  await isAt(pair, name, 'inMeeting')
  await pair.until(`${name} has media`, () => pair.tabs[name].client.store.getState().media === 'running')
}

function isAt(pair: Pair, name: TabName, kind: Pair['tabs']['chair']['phase']['kind']): Promise<void> {
  return pair.until(`${name} is ${kind}`, () => pair.tabs[name].phase.kind === kind)
}

const endpointOf = (pair: Pair, name: TabName) =>
  pair.state?.participants[pair.tabs[name].person.participantId]?.endpointId
const atNode = (pair: Pair, name: TabName) => pair.node?.endpoints.find(({ of }) => of === endpointOf(pair, name))

/** Everything fits, then and once nothing happens any more. */
async function fits(pair: Pair): Promise<void> {
  await pair.heal()
  expect(await pair.wrong()).toEqual([])
}

test('5.8 whoever was prepared at the door joins with that, and its media is made once', async () => {
  const pair = await pairWith({}, 'chair')
  await pair.until('something is prepared', () => pair.preparedAt('ward1') !== null)
  const prepared = pair.preparedAt('ward1')
  await goIn(pair, 'ward1')
  expect(endpointOf(pair, 'ward1')).toBe(prepared)
  expect(pair.transportsOf('ward1')).toHaveLength(2)
  await fits(pair)
})

test('5.4 whoever comes before a line is prepared is given a fresh one, and its media is made once', async () => {
  const pair = await pairWith({}, 'chair')
  if (pair.node) pair.node.joinMs = 400
  pair.tabs.ward1.reload()
  pair.tabs.ward1.enter()
  await isAt(pair, 'ward1', 'inMeeting')
  await fits(pair)
  expect(pair.transportsOf('ward1')).toHaveLength(2)
})

test('6.1, 6.2 a broken line: back in time with the same endpoint, and media never stopped', async () => {
  const pair = await pairWith({}, 'chair', 'ward1')
  const before = pair.transportsOf('ward1')
  const endpointId = endpointOf(pair, 'ward1')
  pair.tabs.ward1.path.cut({ offMs: PLACE_MS / 2 })
  await pair.until(
    'its line is lost',
    () => pair.state?.participants[pair.tabs.ward1.person.participantId]?.line === 'lost',
  )
  await pair.until(
    'it is back',
    () => pair.state?.participants[pair.tabs.ward1.person.participantId]?.line === 'online',
  )
  expect(endpointOf(pair, 'ward1')).toBe(endpointId)
  expect(pair.transportsOf('ward1')).toEqual(before)
  await fits(pair)
})

test('6.1 back after its place was given up it comes in anew', async () => {
  const pair = await pairWith({}, 'chair', 'ward1')
  const endpointId = endpointOf(pair, 'ward1')
  pair.tabs.ward1.path.cut({ offMs: PLACE_MS * 2 })
  await pair.until('its place is given up', () => endpointOf(pair, 'ward1') === undefined)
  await pair.until('it is back', () => endpointOf(pair, 'ward1') !== undefined)
  expect(endpointOf(pair, 'ward1')).not.toBe(endpointId)
  expect(pair.tabs.ward1.phase.kind).toBe('inMeeting')
  await fits(pair)
})

test('3.3 another device takes over when it says so, and the first is told', async () => {
  const pair = await pairWith({}, 'chair', 'ward1')
  pair.tabs.ward1b.enter()
  await pair.until(
    'it is refused',
    () => pair.tabs.ward1b.client.store.getState().joinFailure?.code === 'alreadyJoined',
  )
  pair.tabs.ward1b.enter({ takeover: true })
  await isAt(pair, 'ward1b', 'inMeeting')
  await isAt(pair, 'ward1', 'replaced')
  await fits(pair)
})

test.each(['stop', 'kill'] as const)(
  '6.4 signaling is restarted (%s): everybody goes on with the media that they have',
  async (how) => {
    const pair = await pairWith({}, 'chair', 'ward1')
    const before = pair.transportsOf('ward1')
    pair.restartSignaling(how, 1_000)
    await pair.until(
      'everybody is back',
      () => Object.values(pair.state?.participants ?? {}).filter(({ line }) => line === 'online').length === 2,
    )
    await fits(pair)
    expect(pair.transportsOf('ward1')).toEqual(before)
  },
)

test('6.3, 6.5 the media node is gone and another one comes: who is in the meeting gets media from it', async () => {
  const pair = await pairWith({}, 'chair', 'ward1')
  pair.loseNode(3_000)
  await goIn(pair, 'secretary').catch(() => undefined)
  await fits(pair)
  for (const name of ['chair', 'ward1', 'secretary'] as const) expect(atNode(pair, name)?.producers.size, name).toBe(2)
})

test('6.3 a worker is gone: its endpoints are made again', async () => {
  const pair = await pairWith({}, 'chair', 'ward1')
  pair.node?.loseWorker()
  await fits(pair)
  for (const name of ['chair', 'ward1'] as const) expect(atNode(pair, name)?.producers.size, name).toBe(2)
})

test('3.7 whoever is let in joins by itself', async () => {
  const pair = await pairWith({ waitingRoom: true }, 'chair')
  pair.tabs.ward1.enter()
  await isAt(pair, 'ward1', 'waiting')
  expect(pair.node?.endpoints.length, 'the chair, and the secretary at the door').toBe(2)
  pair.tabs.chair.ask('door:admit', { participantIds: null })
  await isAt(pair, 'ward1', 'inMeeting')
  await fits(pair)
})

test('3.8 whoever goes back to the lobby is not pulled in by being let in', async () => {
  const pair = await pairWith({ waitingRoom: true }, 'chair')
  pair.tabs.ward1.path.latencyMs = 200
  pair.tabs.ward1.enter()
  await isAt(pair, 'ward1', 'waiting')
  pair.tabs.chair.ask('door:admit', { participantIds: null })
  await pair.advance(50)
  pair.tabs.ward1.leave()
  await fits(pair)
  expect(pair.tabs.ward1.phase.kind).toBe('lobby')
})

test('3.10 whoever is put out has nothing of the meeting any more, and hears so', async () => {
  const pair = await pairWith({}, 'chair', 'ward1')
  pair.tabs.chair.ask('participant:remove', {
    participantId: pair.tabs.ward1.person.participantId,
    barred: true,
    reason: 'ồn',
  })
  await isAt(pair, 'ward1', 'expelled')
  expect(pair.tabs.ward1.phase).toMatchObject({ barred: true, reason: 'ồn' })
  await fits(pair)
})

test('7.6 the meeting ends while a line is cut: on its return it is told', async () => {
  const pair = await pairWith({}, 'chair', 'ward1')
  pair.tabs.ward1.path.cut({ offMs: 2_000 })
  pair.tabs.chair.ask('meeting:end', {})
  await isAt(pair, 'ward1', 'ended')
  await fits(pair)
})

test('5.9 nothing stays ready for whoever has to wait since the plan was changed', async () => {
  const pair = await pairWith({}, 'chair')
  await pair.until('something is prepared', () => pair.preparedAt('ward2') !== null)
  await office.setWaitingRoom(pair.meetingId, true)
  await pair.replanned()
  await pair.advance(100)
  expect(pair.node?.endpoints.map(({ endpointId }) => endpointId)).not.toContain(pair.preparedAt('ward2'))
  pair.tabs.ward2.enter()
  await isAt(pair, 'ward2', 'waiting')
  await fits(pair)
})

test('5.9 nothing stays ready for whoever is not invited any more', async () => {
  const pair = await pairWith({}, 'chair')
  await pair.until('something is prepared', () => pair.preparedAt('ward2') !== null)
  await office.uninvite(pair.meetingId, pair.tabs.ward2.person)
  await pair.replanned()
  await pair.advance(100)
  expect(pair.node?.endpoints.map(({ endpointId }) => endpointId)).not.toContain(pair.preparedAt('ward2'))
  await fits(pair)
})

test('3.5 whoever leaves while nothing can be recorded is gone once it can', async () => {
  const pair = await pairWith({}, 'chair', 'ward1')
  pair.disk.fails = true
  pair.tabs.ward1.leave()
  await pair.advance(500)
  await fits(pair)
  expect(endpointOf(pair, 'ward1')).toBeUndefined()
})

test('3.8 whoever goes away from the door while nothing can be recorded waits there no more once it can', async () => {
  const pair = await pairWith({ waitingRoom: true }, 'chair')
  pair.tabs.ward1.enter()
  await isAt(pair, 'ward1', 'waiting')
  pair.disk.fails = true
  pair.tabs.ward1.leave()
  await pair.advance(500)
  await fits(pair)
  expect(pair.state?.door.waiting).toEqual([])
})

test('3.8 a device that waits asks again when its account comes in at another one', async () => {
  const pair = await pairWith({}, 'chair')
  pair.tabs.chair.ask('door:lock', { locked: true })
  await pair.advance(50)
  for (const name of ['ward1', 'ward1b'] as const) {
    pair.tabs[name].enter()
    await isAt(pair, name, 'waiting')
  }
  pair.tabs.ward1.path.stall(1_000)
  pair.tabs.chair.ask('door:admit', { participantIds: null })
  await isAt(pair, 'ward1b', 'inMeeting')
  await isAt(pair, 'ward1', 'lobby')
  expect(pair.tabs.ward1.client.store.getState().joinFailure?.code).toBe('alreadyJoined')
  await fits(pair)
})

test('6.5 the media node goes while media is begun: it is asked for again', async () => {
  const pair = await pairWith({}, 'chair')
  pair.loseNode(1_000)
  await pair.advance(300)
  pair.tabs.ward1b.goAwayAndBack()
  await pair.advance(5)
  pair.tabs.ward1b.enter()
  await pair.until(
    'its media is made',
    () => pair.transportsOf('ward1b').length > 0 || pair.tabs.ward1b.client.store.getState().media === 'starting',
  )
  pair.nodePath.cut()
  await fits(pair)
  expect(pair.tabs.ward1b.client.store.getState().media).toBe('running')
})

test('an endpoint that the node makes after its line was cut is ended there', async () => {
  const pair = await pairWith({}, 'chair')
  if (pair.node) pair.node.joinMs = 900
  pair.tabs.ward1.goAwayAndBack()
  await pair.advance(100)
  pair.nodePath.cut()
  await fits(pair)
})

test('3.5 whoever leaves, loses the line and comes again is not put out by having left', async () => {
  const pair = await pairWith({}, 'chair')
  pair.tabs.chair.leave()
  pair.tabs.chair.path.cut()
  await pair.advance(5)
  pair.tabs.chair.enter()
  await isAt(pair, 'chair', 'inMeeting')
  await fits(pair)
  expect(endpointOf(pair, 'chair')).toBeDefined()
})

test('6.4 what the process before asked of the media node, and comes to be later, keeps nobody out', async () => {
  const pair = await pairWith()
  if (pair.node) pair.node.joinMs = 1_500
  pair.node?.loseWorker()
  pair.tabs.chair.reload()
  pair.tabs.chair.enter()
  await isAt(pair, 'chair', 'joining')
  pair.restartSignaling('stop', 0)
  await pair.until('it has media', () => pair.tabs.chair.client.store.getState().media === 'running', 8_000)
  await fits(pair)
})

test('6.3, 6.4 a worker dies while a process takes its meeting over', async () => {
  const pair = await pairWith({}, 'chair')
  pair.nodePath.latencyMs = 30
  pair.restartSignaling('stop', 0)
  await pair.until('the meeting is about to be taken over', () => pair.node?.lastAsked === 'meeting:list')
  pair.node?.loseWorker()
  await fits(pair)
  expect(atNode(pair, 'chair')?.producers.size).toBe(2)
})

test('6.5 a media node that comes while a join is on its way to the disk is told of afterwards', async () => {
  const pair = await pairWith({}, 'chair')
  pair.loseNode(20)
  await pair.until('signaling knows', () => !pair.signaling?.reachesNode)
  pair.tabs.ward1b.goAwayAndBack()
  await pair.advance(6)
  Object.assign(pair.disk, { afterMs: 2_000 })
  pair.tabs.ward1b.enter()
  await isAt(pair, 'ward1b', 'inMeeting')
  expect(pair.signaling?.reachesNode).toBe(true)
  await fits(pair)
})

test('3.8 whoever goes back to the lobby when the join is through, and not shown yet, is out', async () => {
  const pair = await pairWith({ waitingRoom: true }, 'chair')
  pair.tabs.ward1.enter()
  await isAt(pair, 'ward1', 'waiting')
  pair.nodePath.cut()
  pair.tabs.chair.ask('door:admit', { participantIds: null })
  await pair.until('it is in', () => endpointOf(pair, 'ward1') !== undefined)
  expect(pair.tabs.ward1.phase.kind).toBe('waiting')
  await pair.advance(10)
  pair.tabs.ward1.leave()
  await fits(pair)
  expect(pair.tabs.ward1.phase.kind).toBe('lobby')
})

test('6.3 what a lost worker carried is on record no more, also when that could not be recorded at once', async () => {
  const pair = await pairWith({}, 'chair')
  await pair.tabs.chair.do((client) => client.local.setCamera(true))
  pair.disk.fails = true
  pair.node?.loseWorker()
  pair.tabs.chair.path.cut()
  await pair.advance(10_000)
  await fits(pair)
})

test('3.8 whoever comes to the door while the plan loses its waiting room is let in', async () => {
  const pair = await pairWith({ waitingRoom: true }, 'chair')
  pair.disk.afterMs = 100
  pair.tabs.ward1.enter()
  await pair.advance(20)
  await office.setWaitingRoom(pair.meetingId, false)
  await pair.replanned()
  await isAt(pair, 'ward1', 'inMeeting')
  await fits(pair)
})

test('3.10 the page that was left when its room was put out says nothing to the one that is in by then', async () => {
  const pair = await pairWith({}, 'chair', 'ward2')
  pair.tabs.chair.ask('participant:remove', {
    participantId: pair.tabs.ward2.person.participantId,
    barred: false,
    reason: '',
  })
  pair.tabs.ward2.goAwayAndBack()
  pair.tabs.ward2.enter()
  await isAt(pair, 'ward2', 'inMeeting')
  await fits(pair)
})
