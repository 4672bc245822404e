import { AccountId } from '@diem-cau/signaling-contract'
import { expect, test, vi } from 'vitest'
import { StandInNode } from '../../../testing/StandInNode.ts'
import { TestLines } from './TestLines.ts'
import { tryNode } from './tryNode.ts'

const up = (name: string) => {
  const node = new StandInNode(name)
  node.comesUp()
  return node
}
const admin = AccountId.parse('a.admin')

test('16.13 a node is tried: its clock, and the way to it from each other node that is there', async () => {
  const [one, two, away] = [up('one'), up('two'), new StandInNode('away')]
  one.clockAheadMs = 4000
  const tried = await tryNode(one, [two, away])
  expect(tried).toMatchObject({ workers: 1, ways: [{ from: 'two', name: 'two', control: 2, bitrate: 16_000_000 }] })
  expect(Math.round((tried.clock?.offset ?? 0) / 1000)).toBe(4)
  expect(two.asked).toEqual([{ name: 'node:tryWay', data: { to: { nodeId: 'one', url: 'http://one' } } }])
})

test('16.13 one that answers no more has no clock', async () => {
  const one = up('one')
  one.goesDown()
  expect(await tryNode(one, [])).toEqual({ clock: null, workers: 0, ways: [] })
})

test("16.13 a line that is tried ends by itself, is its account's alone, and there are two at most", async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const node = up('one')
    const lines = new TestLines()
    await lines.open(node, admin)
    const { lineId } = await lines.open(node, admin)
    await expect(lines.open(node, admin)).rejects.toMatchObject({ code: 'rateLimited' })
    const dtls = { dtlsParameters: { fingerprints: [] } }
    await expect(lines.connect(lineId, AccountId.parse('a.other'), dtls)).rejects.toMatchObject({ code: 'notFound' })
    await lines.connect(lineId, admin, dtls)
    expect(node.meetings.size).toBe(2)
    vi.advanceTimersByTime(20_000)
    await vi.waitFor(() => expect(node.meetings.size).toBe(0))
    await expect(lines.connect(lineId, admin, dtls)).rejects.toMatchObject({ code: 'notFound' })
    await lines.open(node, admin)
    await lines.close()
    expect(node.meetings.size).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
