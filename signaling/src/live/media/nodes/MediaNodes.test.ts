import { MeetingId } from '@diem-cau/signaling-contract'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { meetingId } from '../../../testing/people.ts'
import { owner, StandInNode } from '../../../testing/StandInNode.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { MediaNodes, type NodeListener } from './MediaNodes.ts'

/** The longest wait for the first word of a node, and for one that did not say what it has, in milliseconds. */
const [FIRST_CONTACT_MS, ASK_AGAIN_MS] = [3_000, 1_000]
const other = MeetingId.parse('m.other')

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
})

const answered = () => new Promise((resolve) => setImmediate(resolve))

/** Listens for a meeting, and writes down what is said of which node. */
function listener(id = meetingId) {
  const heard: string[] = []
  const listens: NodeListener = {
    meetingId: id,
    onNodeUp: ({ url }, snapshot) => heard.push(`up ${url} with ${snapshot?.endpoints.length ?? 'nothing'}`),
    onNodeDown: ({ url }) => heard.push(`down ${url}`),
    onNodeRefused: ({ url }) => heard.push(`refused ${url}`),
    onNotice: ({ url }, { name }) => heard.push(`${name} from ${url}`),
    onReport: () => heard.push('report'),
  }
  return { heard, listens }
}

function nodesOf(...nodes: StandInNode[]) {
  const media = new MediaNodes(nodes, silent)
  onTestFinished(() => media.close())
  return media
}

test('6.4 each meeting is told what a node that comes has of it, which is asked once for all', async () => {
  const node = new StandInNode('one').holds(meetingId, 'a', 'b')
  const media = nodesOf(node)
  const [here, there] = [listener(), listener(other)]
  media.listen(here.listens)
  media.listen(there.listens)
  node.comesUp()
  await answered()
  expect([here.heard, there.heard]).toEqual([['up http://one with 2'], ['up http://one with nothing']])
  expect(node.names).toEqual(['meeting:list'])
})

test('6.4 what a node kept of our meetings that ended while it was away is closed, of others not', async () => {
  const node = new StandInNode('one').holds(meetingId, 'a').holds(other, 'b')
  const ended = node.meetings.get(meetingId)
  if (ended) ended.owner = owner
  nodesOf(node)
  node.comesUp()
  await answered()
  expect([...node.meetings.keys()]).toEqual([other])
})

test('6.4 a node that does not say what it has is asked again while it is there', async () => {
  const node = new StandInNode('one')
  const media = nodesOf(node)
  const { heard, listens } = listener()
  media.listen(listens)
  node.failsToList = true
  node.comesUp()
  await answered()
  expect(heard).toEqual([])
  node.failsToList = false
  vi.advanceTimersByTime(ASK_AGAIN_MS)
  await answered()
  expect(heard).toEqual(['up http://one with nothing'])
})

test('6.11 a node that is known by two addresses is one: the second one is left out', async () => {
  const [first, twin] = [new StandInNode('one'), new StandInNode('one', 0, 'http://also-one')]
  const media = nodesOf(first, twin)
  const { heard, listens } = listener()
  media.listen(listens)
  first.comesUp()
  twin.comesUp()
  await answered()
  expect(media.clients).toEqual([first])
  expect(heard).toEqual(['refused http://also-one', 'up http://one with nothing'])
  media.remove(first)
  media.add(twin)
  twin.comesUp()
  await answered()
  expect([media.clients, heard.at(-1)]).toEqual([[twin], 'up http://also-one with nothing'])
})

test('6.11 who stopped listening hears nothing more; others do', async () => {
  const node = new StandInNode('one')
  const media = nodesOf(node)
  const [stays, leaves] = [listener(), listener()]
  media.listen(stays.listens)
  const stop = media.listen(leaves.listens)
  stop()
  node.comesUp()
  node.goesDown()
  await answered()
  expect(leaves.heard).toEqual([])
  expect(stays.heard).toContain('down http://one')
})

test('a notice goes to the meeting that it is about, a report to all, and takes back what was counted on top', async () => {
  const node = new StandInNode('one')
  const media = nodesOf(node)
  const [here, there] = [listener(), listener(other)]
  media.listen(here.listens)
  media.listen(there.listens)
  node.comesUp()
  await answered()
  const answer = media.countJoin(node)
  expect(media.joinsUnderWay(node)).toBe(1)
  answer()
  expect(media.joinsUnderWay(node), 'the last report does not have it yet').toBe(1)
  node.emit('notice', { name: 'audioLevels', meetingId, levels: [] })
  if (node.description) node.emit('notice', { name: 'nodeReport', report: node.description })
  expect([here.heard.slice(1), there.heard.slice(1)]).toEqual([['audioLevels from http://one', 'report'], ['report']])
  expect(media.joinsUnderWay(node)).toBe(0)
})

test('a join waits until each node was reached or found missing, and not for ever', async () => {
  const [there, missing, silentOne] = [new StandInNode('one'), new StandInNode('two'), new StandInNode('three')]
  const media = nodesOf(there, missing, silentOne)
  const seen = { contact: false }
  void media.firstContact.then(() => (seen.contact = true))
  there.comesUp()
  missing.emit('unreachable', new Error('nobody listens'))
  await answered()
  expect(seen.contact).toBe(false)
  vi.advanceTimersByTime(FIRST_CONTACT_MS)
  await answered()
  expect([seen.contact, media.reachable, media.description?.nodeId]).toEqual([true, 1, 'one'])
})

test('6.4 what another process conducted is taken over once; what ended meanwhile is nothing', async () => {
  const node = new StandInNode('one').holds(meetingId, 'a')
  const media = nodesOf(node)
  node.comesUp()
  expect(await media.takeOver(node, meetingId)).toMatchObject({ owner, endpoints: [{ endpointId: 'a' }] })
  expect(await media.takeOver(node, meetingId), 'it is ours').toMatchObject({ owner })
  expect(node.names.filter((name) => name === 'meeting:takeOver')).toHaveLength(1)
  expect(await media.takeOver(node, other)).toBeNull()
  const known = { meetingId, owner: null, endpoints: [] }
  node.meetings.clear()
  expect(await media.takeOver(node, meetingId, known)).toBeNull()
})
