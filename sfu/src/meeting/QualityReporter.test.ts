import { ConsumerId, EndpointId, MeetingId, ProducerId } from '@diem-cau/sfu-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type QualityNotice, QualityReporter } from './QualityReporter.ts'

const meetingId = MeetingId.parse('meeting')
const endpointId = EndpointId.parse('endpoint')
const producerId = ProducerId.parse('producer')
const consumerId = ConsumerId.parse('consumer')
const producer = (...scores: number[]) => ({
  closed: false,
  score: scores.map((score, index) => ({ encodingIdx: index, ssrc: index, score })),
})
const consumer = (score: number) => ({
  closed: false,
  paused: false,
  producerPaused: false,
  score: { score, producerScore: 10, producerScores: [10] },
  type: 'simulcast' as const,
  currentLayers: undefined as { spatialLayer: number; temporalLayer?: number } | undefined,
})

let notices: QualityNotice[]
let reporter: QualityReporter

beforeEach(() => {
  vi.useFakeTimers()
  notices = []
  reporter = new QualityReporter(meetingId, (notice) => notices.push(notice))
})
afterEach(() => {
  reporter.close()
  vi.useRealTimers()
})

test('many changes within a second become one notice, with the values at its end', () => {
  const part = consumer(3)
  for (let change = 0; change < 20; change += 1) reporter.consumerChanged(endpointId, consumerId, part)
  vi.advanceTimersByTime(999)
  part.score.score = 9
  part.currentLayers = { spatialLayer: 2, temporalLayer: 1 }
  expect(notices).toEqual([])
  vi.advanceTimersByTime(1)
  expect(notices).toEqual([
    {
      name: 'quality',
      meetingId,
      producers: [],
      consumers: [{ endpointId, consumerId, score: 9, layers: { spatial: 2, temporal: 1 } }],
    },
  ])
})

test('21.4 the last step of a line is told once, also when nothing else changed', () => {
  reporter.lineChanged(endpointId, 'sound')
  reporter.lineChanged(endpointId, 'smaller')
  vi.advanceTimersByTime(2000)
  expect(notices).toEqual([
    { name: 'quality', meetingId, producers: [], consumers: [], lines: [{ endpointId, step: 'smaller' }] },
  ])
})

test('what did not change is not repeated', () => {
  reporter.producerChanged(producerId, producer(7))
  vi.advanceTimersByTime(5000)
  expect(notices).toHaveLength(1)
})

test('a producer scores as its best layer, since a client switches layers off', () => {
  reporter.producerChanged(producerId, producer(0, 8, 0))
  vi.advanceTimersByTime(1000)
  expect(notices[0]?.producers).toEqual([{ producerId, score: 8 }])
})

test('no layers means that nothing is forwarded', () => {
  reporter.consumerChanged(endpointId, consumerId, consumer(10))
  vi.advanceTimersByTime(1000)
  expect(notices[0]?.consumers[0]?.layers).toBeNull()
})

test('a simple stream has one layer, unless it is paused', () => {
  const simple = { ...consumer(10), type: 'simple' as const }
  reporter.consumerChanged(endpointId, consumerId, simple)
  vi.advanceTimersByTime(1000)
  reporter.consumerChanged(endpointId, consumerId, { ...simple, producerPaused: true })
  vi.advanceTimersByTime(1000)
  expect(notices.map(({ consumers }) => consumers[0]?.layers)).toEqual([{ spatial: 0, temporal: 0 }, null])
})

test('what closed meanwhile is left out, and nothing left is no notice', () => {
  const part = producer(7)
  reporter.producerChanged(producerId, part)
  part.closed = true
  vi.advanceTimersByTime(1000)
  expect(notices).toEqual([])
})

test('a closed reporter is silent', () => {
  reporter.producerChanged(producerId, producer(7))
  reporter.close()
  reporter.producerChanged(producerId, producer(7))
  vi.advanceTimersByTime(2000)
  expect(notices).toEqual([])
})
