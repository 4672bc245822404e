import type { WantedSource } from '@diem-cau/sfu-contract'
import type { Demand, MeetingState, Notice, ParticipantId } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LOWER_AFTER_MS } from '../../../domain/meeting/receiving/settleDemand.ts'
import { asks } from '../../../testing/conduct.ts'
import { after, joins, opens, participantOf, producerOf } from '../../../testing/people.ts'
import { Demands } from './Demands.ts'

const people = [joins('chair', 'chair'), joins('a'), joins('b'), opens('chair', 'camera')]
const opened = after(...people, asks('chair', 'meeting:start', {}))
const withA = after(...people, opens('a', 'camera'), opens('a', 'mic'), asks('chair', 'meeting:start', {}))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function demands(first: MeetingState) {
  let state = first
  let received: WantedSource[] = []
  const told: [who: ParticipantId, what: Record<string, Demand>][] = []
  const all = new Demands({
    state: () => state,
    speakers: () => [],
    received: () => [received],
    notify: (participantId, notice: Notice) => {
      if (notice.name === 'demand')
        told.push([participantId, Object.fromEntries(notice.producers.map((one) => [one.producerId, one.layer]))])
    },
    clock: () => Date.now(),
  })
  const settle = async (ms = 100) => void (await vi.advanceTimersByTimeAsync(ms))
  return {
    told,
    tellAgain: (name: string) => all.tellAgain(participantOf(name)),
    isIdle: (name: string) => all.isIdle(producerOf(name, 'camera')),
    becomes: (next: MeetingState) => {
      state = next
      all.onStateChanged()
      return settle()
    },
    takes: (name: string, spatial: number) => {
      received = [
        { producerId: producerOf(name, 'camera'), layers: { spatial, temporal: 2 }, paused: false, priority: 1 },
      ]
      all.onStateChanged()
      return settle()
    },
    nobodyTakes: (ms: number) => {
      received = []
      all.onStateChanged()
      return settle(ms)
    },
    close: () => all.close(),
    settle,
  }
}

const camera = producerOf('a', 'camera')
const mic = producerOf('a', 'mic')

test("5.12 a new camera on nobody's stage is asked for its smallest picture, a microphone that may not be heard for nothing", async () => {
  const all = demands(opened)
  await all.becomes(withA)
  expect(all.told).toEqual([[participantOf('a'), { [camera]: 0, [mic]: null }]])
})

test('5.12 who is on the stage begins whole, and is not told so', async () => {
  const all = demands(after(joins('chair', 'chair')))
  await all.becomes(opened)
  expect(all.told).toEqual([])
})

test('5.12 more is told at once, less after a while, each to whom it is about', async () => {
  const all = demands(opened)
  await all.becomes(withA)
  all.told.length = 0
  await all.takes('a', 2)
  expect(all.told).toEqual([[participantOf('a'), { [camera]: 2 }]])
  await all.nobodyTakes(LOWER_AFTER_MS / 2)
  expect(all.told).toHaveLength(1)
  await all.settle(LOWER_AFTER_MS)
  expect(all.told.slice(1).filter(([who]) => who === participantOf('a'))).toEqual([
    [participantOf('a'), { [camera]: null }],
  ])
  expect([all.isIdle('a'), all.isIdle('chair')]).toEqual([true, false])
})

test('5.12 a client that is back is told again what is not whole', async () => {
  const all = demands(opened)
  await all.becomes(withA)
  await all.takes('a', 2)
  all.told.length = 0
  all.tellAgain('a')
  all.tellAgain('chair')
  expect(all.told).toEqual([[participantOf('a'), { [mic]: null }]])
})

test('5.12 after the meeting was let go nobody is told anything', async () => {
  const all = demands(opened)
  await all.becomes(withA)
  all.told.length = 0
  all.close()
  await all.takes('a', 2)
  await all.settle(LOWER_AFTER_MS)
  expect(all.told).toEqual([])
})
