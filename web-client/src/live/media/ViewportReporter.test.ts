import { ParticipantId, type Viewport } from '@diem-cau/signaling-contract'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { ViewportReporter } from './ViewportReporter.ts'

const a = ParticipantId.parse('p.a')

/** A browser's observers that see what they are told to look at, and nothing change. */
class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
}

const aDocument = (visibilityState: 'visible' | 'hidden', devicePixelRatio = 1) =>
  Object.assign(new EventTarget(), { visibilityState, defaultView: { devicePixelRatio } })

const aTile = (ownerDocument: unknown, clientHeight = 90) =>
  Object.assign(new EventTarget(), {
    clientHeight,
    querySelector: () => null,
    ownerDocument,
  }) as Partial<Element> as Element

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('ResizeObserver', Observer)
  vi.stubGlobal('IntersectionObserver', Observer)
  vi.stubGlobal('document', aDocument('visible'))
  onTestFinished(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
})

test('5.11 who is about to be put on the stage is asked for as large as that shows them, and no longer than that', () => {
  const told: Viewport[] = []
  const reporter = new ViewportReporter((viewport) => told.push(viewport))
  onTestFinished(() => reporter.close())
  reporter.add(aTile(document), { participantId: a, source: 'camera' })
  vi.advanceTimersByTime(100)
  const stop = reporter.expect([a])
  vi.advanceTimersByTime(100)
  stop()
  vi.advanceTimersByTime(100)
  expect(told.map(({ tiles }) => tiles.map(({ height }) => height))).toEqual([[90], [540], [90]])
})

test('23.3 what a second window shows is asked for as large as it is there, and while that window is seen', () => {
  const told: Viewport[] = []
  const reporter = new ViewportReporter((viewport) => told.push(viewport))
  onTestFinished(() => reporter.close())
  const second = aDocument('visible', 2)
  reporter.add(aTile(document), { participantId: a, source: 'camera' })
  reporter.add(aTile(second, 500), { participantId: a, source: 'camera' })
  vi.advanceTimersByTime(100)
  second.visibilityState = 'hidden'
  second.dispatchEvent(new Event('visibilitychange'))
  vi.advanceTimersByTime(100)
  expect(told.map(({ tiles }) => tiles.map(({ height }) => height))).toEqual([[1000], [90]])
})

test('9.8 no picture is asked for while the line is needed for something else, however many need it', () => {
  const told: Viewport[] = []
  const reporter = new ViewportReporter((viewport) => told.push(viewport))
  onTestFinished(() => reporter.close())
  reporter.add(aTile(document), { participantId: a, source: 'camera' })
  vi.advanceTimersByTime(100)
  const [first, second] = [reporter.hold(), reporter.hold()]
  vi.advanceTimersByTime(100)
  first()
  first()
  vi.advanceTimersByTime(100)
  second()
  vi.advanceTimersByTime(100)
  expect(told.map(({ tiles }) => tiles.length)).toEqual([1, 0, 1])
})
