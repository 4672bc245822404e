import type { LoggedEvent, MeetingId } from '@diem-cau/signaling-contract'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { NOON, participantOf, producerOf } from '../../testing/people.ts'
import { Timings } from './Timings.ts'

const meeting = { meetingId: 'm.1' as MeetingId }

async function valueOf(timings: Timings, name: string): Promise<number | undefined> {
  const registry = new Registry()
  timings.register(registry)
  const line = (await registry.metrics()).split('\n').find((text) => text.startsWith(`${name} `))
  return line === undefined ? undefined : Number(line.split(' ')[1])
}

test('a line that is lost and back is timed; one whose room left, or whose loss another process saw, is not', async () => {
  const timings = new Timings()
  const [a, b, c] = [participantOf('a'), participantOf('b'), participantOf('c')]
  const at = (seconds: number, event: LoggedEvent['event']): LoggedEvent => ({
    seq: seconds,
    at: NOON + seconds * 1000,
    event,
  })
  timings.onCommitted(meeting, [
    at(1, { type: 'lineLost', participantId: a }),
    at(2, { type: 'lineLost', participantId: b }),
    at(4, { type: 'lineRestored', participantId: a }),
  ])
  timings.onCommitted(meeting, [
    at(5, { type: 'participantLeft', participantId: b, reason: 'lineLost' }),
    at(6, { type: 'lineRestored', participantId: b }),
    at(7, { type: 'lineRestored', participantId: c }),
  ])
  expect(await valueOf(timings, 'diem_cau_line_recovery_seconds_count')).toBe(1)
  expect(await valueOf(timings, 'diem_cau_line_recovery_seconds_sum')).toBe(3)
  expect(await valueOf(timings, 'diem_cau_lines_lost_total')).toBe(2)
})

test('a source that was lost with its media and is sent again is timed; one that was closed meanwhile, or whose room left, is not', async () => {
  const timings = new Timings()
  const [a, b] = [participantOf('a'), participantOf('b')]
  const closed = (
    second: number,
    participantId: typeof a,
    source: 'mic' | 'camera',
    reason: 'mediaLost' | 'requested',
  ) => ({
    seq: second,
    at: NOON + second * 1000,
    event: { type: 'producerClosed', producerId: producerOf('x', source), participantId, source, reason } as const,
  })
  const opened = (second: number, participantId: typeof a, source: 'mic' | 'camera') => ({
    seq: second,
    at: NOON + second * 1000,
    event: {
      type: 'producerOpened' as const,
      producerId: producerOf('x', source, 2),
      participantId,
      source,
      paused: false,
      layerHeights: [] as number[],
    },
  })
  timings.onCommitted(meeting, [closed(1, a, 'mic', 'mediaLost'), closed(1, a, 'camera', 'mediaLost')])
  timings.onCommitted(meeting, [closed(2, b, 'mic', 'mediaLost'), closed(2, a, 'camera', 'requested')])
  timings.onCommitted(meeting, [
    opened(3, a, 'mic'),
    opened(4, a, 'camera'),
    { seq: 5, at: NOON + 5000, event: { type: 'participantLeft', participantId: b, reason: 'lineLost' } },
    opened(6, b, 'mic'),
    opened(7, a, 'mic'),
  ])
  expect(await valueOf(timings, 'diem_cau_media_recovery_seconds_sum{source="mic"}')).toBe(2)
  expect(await valueOf(timings, 'diem_cau_media_recovery_seconds_count{source="mic"}')).toBe(1)
  expect(await valueOf(timings, 'diem_cau_media_recovery_seconds_count{source="camera"}')).toBeUndefined()
})

test('requests are counted by name and result', async () => {
  const timings = new Timings()
  timings.answered('meeting:join', 'ok', 0.02)
  timings.answered('meeting:join', 'ok', 0.03)
  timings.answered('unknown', 'unknownRequest', 0.001)
  timings.answered('endpoint:report', 'ok', null)
  expect(await valueOf(timings, 'diem_cau_requests_total{name="meeting:join",result="ok"}')).toBe(2)
  expect(await valueOf(timings, 'diem_cau_request_seconds_sum{name="meeting:join"}')).toBeCloseTo(0.05)
  expect(await valueOf(timings, 'diem_cau_requests_total{name="unknown",result="unknownRequest"}')).toBe(1)
  expect(await valueOf(timings, 'diem_cau_requests_total{name="endpoint:report",result="ok"}')).toBe(1)
  expect(
    await valueOf(timings, 'diem_cau_request_seconds_count{name="endpoint:report"}'),
    'nobody waits',
  ).toBeUndefined()
})
