import { MeetingId } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeSocket, settled } from '../../../live/testing/FakeLine.ts'
import { aChange, aResource } from '../testing/made.ts'
import { OperationsFeed } from './OperationsFeed.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const servers = { kind: 'servers' } as const
const meeting = { kind: 'meeting', meetingId: MeetingId.parse('m') } as const
const node = aResource('node:a', { sample: [1, 2] })
const snapshot = (at: number, ...resources: Parameters<typeof aResource>[0][]) => ({
  at,
  resources: resources.map((id) => ({ ...node, ...aResource(id), sample: [1, 2] })),
  meetings: [],
})

function opened() {
  const { socket, line } = fakeSocket()
  const feed = new OperationsFeed(() => socket)
  return { feed, line, state: () => feed.store.getState() }
}

async function live() {
  const parts = opened()
  parts.feed.watch(servers)
  await parts.line.up()
  await parts.line.asked('operations:watch').answer(snapshot(1_000, 'node:a'))
  return parts
}

describe('what is watched', () => {
  test('there is no line before a page watches something, and a new one for who watches after all was closed', async () => {
    const lines: ReturnType<typeof fakeSocket>['line'][] = []
    const feed = new OperationsFeed(() => {
      const { socket, line } = fakeSocket()
      lines.push(line)
      return socket
    })
    expect(lines).toEqual([])
    feed.watch(servers)
    feed.rest()
    feed.close()
    feed.watch(meeting)
    expect(lines.map(({ active }) => active)).toEqual([false, true])
    await lines[1]?.up()
    expect(lines[1]?.asked('operations:watch').data).toEqual({ view: meeting })
  })

  test('a view is asked for once there is a line, shown when it is answered, and kept up to date', async () => {
    const { feed, line, state } = opened()
    feed.watch(servers)
    expect(state()).toMatchObject({ line: { kind: 'connecting' }, watched: null })
    await line.up()
    expect(line.asked('operations:watch').data).toEqual({ view: servers })
    await line.asked('operations:watch').answer(snapshot(1_000, 'node:a'))
    expect(state().line).toEqual({ kind: 'live' })
    line.notice({
      name: 'operationsChanged',
      change: aChange({ at: 2_000, changed: [{ id: node.id, values: [[0, 5]] }] }),
    })
    expect(state().watched?.resources.get(node.id)?.sample).toEqual([5, 2])
    expect(state().watched?.at).toBe(2_000)
  })

  test('a change that comes before the answer it belongs to is not lost, one of before the answer is passed over', async () => {
    const { feed, line, state } = opened()
    feed.watch(servers)
    await line.up()
    line.notice({ name: 'operationsChanged', change: aChange({ at: 900, gone: [node.id] }) })
    line.notice({
      name: 'operationsChanged',
      change: aChange({ at: 1_100, changed: [{ id: node.id, values: [[1, 7]] }] }),
    })
    await line.asked('operations:watch').answer(snapshot(1_000, 'node:a'))
    expect(state().watched?.resources.get(node.id)?.sample).toEqual([1, 7])
  })

  test('another view takes the place of the one before, whose answer comes to nothing', async () => {
    const { feed, line, state } = await live()
    feed.watch(meeting)
    const first = line.asked('operations:watch')
    feed.watch(servers)
    expect(state().watched).toBeNull()
    await first.answer(snapshot(1_500, 'node:b'))
    expect(state().watched).toBeNull()
    await line.asked('operations:watch').answer(snapshot(1_600, 'node:c'))
    expect([...(state().watched?.resources.keys() ?? [])]).toEqual(['node:c'])
  })

  test('a page that watches nothing has the server send nothing more', async () => {
    const { feed, line, state } = await live()
    feed.rest()
    expect(line.names()).toEqual(['operations:watch', 'operations:unwatch'])
    line.notice({ name: 'operationsChanged', change: aChange({ at: 2_000 }) })
    expect(state()).toMatchObject({ view: null, watched: null })
  })
})

describe('what is old is not taken for what is', () => {
  test('a line that breaks is told, with what was read last; after it is back all is asked for anew', async () => {
    const { line, state } = await live()
    line.down()
    expect(state()).toMatchObject({ line: { kind: 'lost' }, watched: { at: 1_000 } })
    await line.up()
    expect(state().line, 'until the server has answered').toEqual({ kind: 'lost' })
    await line.asked('operations:watch').answer(snapshot(9_000, 'node:b'))
    expect(state()).toMatchObject({ line: { kind: 'live' }, watched: { at: 9_000 } })
    expect([...(state().watched?.resources.keys() ?? [])]).toEqual(['node:b'])
  })

  test('a server that says nothing is asked for a sign of life, and is lost without one', async () => {
    const { line, state } = await live()
    const patience = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal)
    await vi.advanceTimersByTimeAsync(3_000)
    const probe = line.asked('media:describe')
    await probe.answer({ routerRtpCapabilities: null })
    expect(state().line).toEqual({ kind: 'live' })
    await vi.advanceTimersByTimeAsync(3_000)
    patience.abort()
    await settled()
    expect(state().line).toEqual({ kind: 'lost' })
  })

  test('16.9 a server that answers and tells nothing of what can be read is lost, and asked for all of it', async () => {
    const { line, state } = await live()
    for (let probe = 1; probe <= 4; probe++) {
      expect(state().line).toEqual({ kind: 'live' })
      await vi.advanceTimersByTimeAsync(3_000)
      await line.asked('media:describe').answer({ routerRtpCapabilities: null })
    }
    expect(state().line).toEqual({ kind: 'lost' })
    await line.asked('operations:watch').answer(snapshot(20_000, 'node:a'))
    expect(state()).toMatchObject({ line: { kind: 'live' }, heardAt: 20_000 })
  })

  test('where there is nothing to tell of, a sign of life is enough, and what is shown is of then', async () => {
    const { feed, line, state } = opened()
    feed.watch(servers)
    await line.up()
    await line.asked('operations:watch').answer(snapshot(Date.now()))
    const first = state().heardAt
    for (let probe = 1; probe <= 10; probe++) {
      await vi.advanceTimersByTimeAsync(3_000)
      await line.asked('media:describe').answer({ routerRtpCapabilities: null })
    }
    expect(state().line).toEqual({ kind: 'live' })
    expect(state().heardAt - first).toBe(30_000)
  })

  test('while it tells something it is not asked', async () => {
    const { line } = await live()
    for (let second = 2; second < 12; second++) {
      await vi.advanceTimersByTimeAsync(1_000)
      line.notice({ name: 'operationsChanged', change: aChange({ at: second * 1_000 }) })
    }
    expect(line.names()).toEqual(['operations:watch'])
  })

  test('what failed for a reason that may pass is asked for again', async () => {
    const { feed, line, state } = opened()
    feed.watch(servers)
    await line.up()
    await line.asked('operations:watch').refuse('storeUnavailable')
    expect(state().line).toEqual({ kind: 'lost' })
    await vi.advanceTimersByTimeAsync(2_000)
    await line.asked('operations:watch').answer(snapshot(1_000, 'node:a'))
    expect(state().line).toEqual({ kind: 'live' })
  })
})

describe('who may not', () => {
  test.each(['forbidden', 'notFound'] as const)('%s is said, and not asked for again', async (code) => {
    const { feed, line, state } = opened()
    feed.watch(meeting)
    await line.up()
    await line.asked('operations:watch').refuse(code)
    expect(state().line).toMatchObject({ kind: 'refused', failure: { code } })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(line.names()).toEqual(['operations:watch'])
  })

  test('another view is asked for all the same', async () => {
    const { feed, line, state } = opened()
    feed.watch(meeting)
    await line.up()
    await line.asked('operations:watch').refuse('notFound')
    feed.watch(servers)
    await line.asked('operations:watch').answer(snapshot(1_000, 'node:a'))
    expect(state().line).toEqual({ kind: 'live' })
  })
})

test('closed, nothing goes on', async () => {
  const { feed, line } = await live()
  feed.close()
  await settled()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(vi.getTimerCount()).toBe(0)
  expect(line.active).toBe(false)
})
