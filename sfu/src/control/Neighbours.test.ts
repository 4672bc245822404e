import { MeetingId, NodeId, type PipeNotice } from '@diem-cau/sfu-contract'
import { pino } from 'pino'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { Neighbours } from './Neighbours.ts'

const GRACE_MS = 1_000
const node = NodeId.parse('other')
const notice: PipeNotice = { name: 'pipeClosed', meetingId: MeetingId.parse('m') }

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
})

function neighbours() {
  const gone: string[] = []
  const all = new Neighbours(pino({ level: 'silent' }), GRACE_MS)
  all.on('gone', (nodeId) => gone.push(nodeId))
  onTestFinished(() => all.close())
  const link = () => {
    const heard: string[] = []
    return { heard, notify: () => void heard.push('notice'), replaced: () => void heard.push('replaced') }
  }
  return { all, gone, link }
}

test('a node whose connection is lost is gone after a grace period, and not if it is back by then', () => {
  const { all, gone, link } = neighbours()
  const [first, second] = [link(), link()]
  all.connected(node, first)
  all.disconnected(node, first)
  vi.advanceTimersByTime(GRACE_MS - 1)
  all.connected(node, second)
  vi.advanceTimersByTime(GRACE_MS)
  expect(gone).toEqual([])
  all.disconnected(node, second)
  vi.advanceTimersByTime(GRACE_MS)
  expect(gone).toEqual([node])
})

test('a newer connection replaces the former one, whose end means nothing then', () => {
  const { all, gone, link } = neighbours()
  const [first, second] = [link(), link()]
  all.connected(node, first)
  all.connected(node, second)
  expect(first.heard).toEqual(['replaced'])
  all.disconnected(node, first)
  vi.advanceTimersByTime(GRACE_MS)
  all.notify(node, notice)
  expect([gone, second.heard]).toEqual([[], ['notice']])
})

test('a notice for a node that is away is dropped, as it asks when it is back', () => {
  const { all, link } = neighbours()
  const [first, second] = [link(), link()]
  all.connected(node, first)
  all.disconnected(node, first)
  all.notify(node, notice)
  all.connected(node, second)
  expect([first.heard, second.heard]).toEqual([[], []])
})

test('after the end nobody is gone any more', () => {
  const { all, gone, link } = neighbours()
  const first = link()
  all.connected(node, first)
  all.disconnected(node, first)
  all.close()
  vi.advanceTimersByTime(GRACE_MS)
  expect(gone).toEqual([])
})
