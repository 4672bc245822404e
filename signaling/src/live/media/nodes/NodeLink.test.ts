import { EventEmitter } from 'node:events'
import { type MeetingSnapshot, NodeId, OwnerId } from '@diem-cau/sfu-contract'
import type { MeetingId } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { meetingId } from '../../../testing/people.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { NODE_GRACE_MS, NodeLink } from './NodeLink.ts'
import type { NodeDescription, NodeEvents } from './SfuClient.ts'
import { type SfuClient, SfuRegistry } from './SfuRegistry.ts'

const owner = OwnerId.parse('signaling-1')

/** A node that holds meetings and answers as the contract says; nothing of it is on a network. */
class Node extends EventEmitter<NodeEvents> {
  readonly owner = owner
  readonly asked: string[] = []
  readonly meetings = new Map<string, OwnerId | null>()
  readonly #nodeId: NodeId
  readonly #cpu: number
  description: NodeDescription | null = null
  failsToList = false

  constructor(name: string, cpu = 0) {
    super()
    this.#nodeId = NodeId.parse(name)
    this.#cpu = cpu
  }

  comesUp(): void {
    const worker = {
      index: 0,
      pid: 1,
      cpu: this.#cpu,
      meetings: 0,
      endpoints: 0,
      producers: 0,
      consumers: 0,
      bitrateIn: 0,
      bitrateOut: 0,
    }
    this.description = {
      nodeId: this.#nodeId,
      version: '0',
      startedAt: 0,
      region: '',
      limits: { meetings: null, endpoints: null },
      draining: false,
      workers: [worker],
      routerRtpCapabilities: { codecs: [], headerExtensions: [] },
    }
    this.emit('up', this.description)
  }

  goesDown(): void {
    this.description = null
    this.emit('down')
  }

  readonly request: SfuClient['request'] = async (name, data) => {
    this.asked.push(name)
    const id = 'meetingId' in data ? String(data.meetingId) : ''
    if (name === 'meeting:list' && this.failsToList) throw new Error('gone again')
    if (name === 'meeting:takeOver') this.meetings.set(id, owner)
    if (name === 'meeting:close') this.meetings.delete(id)
    const all = [...this.meetings].map(([held, by]): MeetingSnapshot => ({
      meetingId: held as MeetingId,
      owner: by,
      endpoints: [],
    }))
    return (
      name === 'meeting:list' ? { meetings: all } : (all.find((meeting) => meeting.meetingId === id) ?? {})
    ) as never
  }

  connect(): void {}
  close(): void {}
}

/** A meeting's link to these nodes, and what it was told. */
function linkTo(...nodes: Node[]) {
  const registry = new SfuRegistry(nodes, silent)
  const snapshots: (MeetingSnapshot | null)[] = []
  const notices: string[] = []
  const open = () =>
    new NodeLink({
      meetingId,
      registry,
      logger: silent,
      onSnapshot: (snapshot) => snapshots.push(snapshot),
      onNotice: ({ name }) => notices.push(name),
    })
  return { registry, snapshots, notices, open }
}

const isUp = (link: NodeLink) => vi.waitFor(() => expect(link.isUp).toBe(true))
const asks = async (link: NodeLink, node: Node) => {
  const before = node.asked.length
  await link.askRaw('meeting:setVoices', { meetingId, endpointIds: [] })
  return node.asked.slice(before)
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

test('a meeting goes to the least loaded node, and speaks to that one only', async () => {
  const [busy, free] = [new Node('busy', 0.9), new Node('free', 0.1)]
  const { open, snapshots } = linkTo(busy, free)
  busy.comesUp()
  free.comesUp()
  const link = open()
  await isUp(link)
  expect(snapshots).toEqual([null])
  expect(await asks(link, free)).toEqual(['meeting:setVoices'])
  expect(busy.asked).not.toContain('meeting:setVoices')
})

test('a meeting that a node holds already is taken up there, whatever its load', async () => {
  const [holds, free] = [new Node('holds', 0.9), new Node('free', 0)]
  holds.meetings.set(meetingId, OwnerId.parse('signaling-0'))
  const { open, snapshots } = linkTo(holds, free)
  const link = open()
  // The free one is heard first, and must not be taken before the other was.
  free.comesUp()
  holds.comesUp()
  await isUp(link)
  expect(snapshots).toMatchObject([{ meetingId, owner }])
  expect(await asks(link, holds)).toEqual(['meeting:setVoices'])
})

test('a node that comes up later does not take a meeting from the one that has it', async () => {
  const [own, later] = [new Node('own', 0.9), new Node('later', 0)]
  const { open, snapshots } = linkTo(own, later)
  own.comesUp()
  const link = open()
  await isUp(link)
  later.comesUp()
  await vi.waitFor(() => expect(later.asked).toEqual(['meeting:list']))
  expect(await asks(link, own)).toEqual(['meeting:setVoices'])
  expect(snapshots).toHaveLength(1)
})

test('a node that is back within the grace goes on with what it kept', async () => {
  const [own, other] = [new Node('own'), new Node('other', 0.5)]
  const { open, snapshots } = linkTo(own, other)
  own.comesUp()
  other.comesUp()
  const link = open()
  await isUp(link)
  own.meetings.set(meetingId, owner)
  own.goesDown()
  expect(link.isUp).toBe(false)
  vi.advanceTimersByTime(NODE_GRACE_MS - 1)
  own.comesUp()
  await isUp(link)
  expect(snapshots).toMatchObject([null, { owner }])
  vi.advanceTimersByTime(NODE_GRACE_MS)
  expect(await asks(link, own)).toEqual(['meeting:setVoices'])
})

test('a meeting whose node stays away goes to another, and what the first kept is closed when it is back', async () => {
  const [own, other] = [new Node('own'), new Node('other', 0.5)]
  const { open, snapshots } = linkTo(own, other)
  own.comesUp()
  other.comesUp()
  const link = open()
  await isUp(link)
  own.meetings.set(meetingId, owner)
  own.goesDown()
  vi.advanceTimersByTime(NODE_GRACE_MS)
  await isUp(link)
  expect(snapshots).toEqual([null, null])
  expect(await asks(link, other)).toEqual(['meeting:setVoices'])
  own.comesUp()
  await vi.waitFor(() => expect(own.meetings.size).toBe(0))
  expect(await asks(link, other)).toEqual(['meeting:setVoices'])
})

test('with no other node it waits for any', async () => {
  const [own, other] = [new Node('own'), new Node('other')]
  const { open } = linkTo(own, other)
  own.comesUp()
  const link = open()
  await isUp(link)
  own.goesDown()
  vi.advanceTimersByTime(NODE_GRACE_MS)
  other.comesUp()
  await isUp(link)
  expect(await asks(link, other)).toEqual(['meeting:setVoices'])
})

test('a node is asked once for all meetings when it comes', async () => {
  const node = new Node('one')
  const { open } = linkTo(node)
  const links = [open(), open(), open()]
  node.comesUp()
  await Promise.all(links.map(isUp))
  // Placed before it was heard: each looks once for itself; when it comes back they are told together.
  const before = node.asked.filter((name) => name === 'meeting:list').length
  node.goesDown()
  node.comesUp()
  await Promise.all(links.map(isUp))
  expect(node.asked.filter((name) => name === 'meeting:list')).toHaveLength(before + 1)
})

test('a notice goes to its own meeting, from its own node alone', async () => {
  const [own, other] = [new Node('own'), new Node('other', 0.5)]
  const { open, notices } = linkTo(own, other)
  own.comesUp()
  other.comesUp()
  const link = open()
  await isUp(link)
  const levels = { name: 'audioLevels' as const, levels: [] }
  own.emit('notice', { ...levels, meetingId })
  own.emit('notice', { ...levels, meetingId: 'another' as MeetingId })
  other.emit('notice', { ...levels, meetingId })
  expect(notices).toEqual(['audioLevels'])
  link.close()
  own.emit('notice', { ...levels, meetingId })
  expect(notices).toHaveLength(1)
})

test('a node that is there and never says what it has is left for another, however often it is asked', async () => {
  const [own, other] = [new Node('own'), new Node('other', 0.5)]
  own.failsToList = true
  const { open } = linkTo(own, other)
  own.comesUp()
  other.comesUp()
  const link = open()
  await link.ready()
  await vi.advanceTimersByTimeAsync(NODE_GRACE_MS - 1)
  expect(link.isUp).toBe(false)
  await vi.advanceTimersByTimeAsync(1_001)
  expect(await asks(link, other)).toEqual(['meeting:setVoices'])
})

test('a node that cannot say what it has counts as away', async () => {
  const node = new Node('one')
  node.failsToList = true
  const { open, snapshots } = linkTo(node)
  node.comesUp()
  const link = open()
  await link.ready()
  expect(link.isUp).toBe(false)
  node.failsToList = false
  node.comesUp()
  await isUp(link)
  expect(snapshots).toEqual([null])
})
