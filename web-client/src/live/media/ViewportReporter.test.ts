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
