import { type Participant, ParticipantId, type Viewport } from '@diem-cau/signaling-contract'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { ViewportReporter } from './ViewportReporter.ts'

const a = ParticipantId.parse('p.a')
const me = ParticipantId.parse('p.me')

/** A browser's observers that see what they are told to look at, and nothing change. */
class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('ResizeObserver', Observer)
  vi.stubGlobal('IntersectionObserver', Observer)
  vi.stubGlobal('devicePixelRatio', 1)
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  onTestFinished(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
})

const room = (participantId: ParticipantId) =>
  ({ participantId, seat: 'delegate' }) as Partial<Participant> as Participant

test('what a page will show is asked for before it is laid out, in device pixels, and told again when it is there', () => {
  vi.stubGlobal('devicePixelRatio', 2)
  const told: Viewport[] = []
  const reporter = new ViewportReporter((viewport) => told.push(viewport))
  onTestFinished(() => reporter.close())
  reporter.ahead([room(a)], me)
  expect(told, 'no page has said what it will show').toEqual([])
  const takeBack = reporter.foresee((order, self) =>
    order.flatMap(({ participantId }) =>
      participantId === self ? [] : [{ participantId, source: 'camera' as const, height: 90 }],
    ),
  )
  reporter.ahead([room(a), room(me)], me)
  expect(told).toEqual([{ tiles: [{ participantId: a, source: 'camera', height: 180 }] }])
  reporter.flush()
  expect(told).toHaveLength(2)
  takeBack()
  reporter.ahead([room(a)], me)
  expect(told).toHaveLength(2)
})

test('5.11 who is about to be put on the stage is asked for as large as that shows them, and no longer than that', () => {
  const told: Viewport[] = []
  const reporter = new ViewportReporter((viewport) => told.push(viewport))
  onTestFinished(() => reporter.close())
  const small = Object.assign(new EventTarget(), { clientHeight: 90, querySelector: () => null })
  reporter.add(small as Partial<Element> as Element, { participantId: a, source: 'camera' })
  vi.advanceTimersByTime(100)
  const stop = reporter.expect([a])
  vi.advanceTimersByTime(100)
  stop()
  vi.advanceTimersByTime(100)
  expect(told.map(({ tiles }) => tiles.map(({ height }) => height))).toEqual([[90], [540], [90]])
})
