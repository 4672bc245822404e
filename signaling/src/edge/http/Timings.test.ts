import type { LoggedEvent, MeetingId } from '@diem-cau/signaling-contract'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { NOON, participantOf } from '../../testing/people.ts'
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

test('requests are counted by name and result', async () => {
  const timings = new Timings()
  timings.answered('meeting:join', 'ok', 0.02)
  timings.answered('meeting:join', 'ok', 0.03)
  timings.answered('unknown', 'unknownRequest', 0.001)
  expect(await valueOf(timings, 'diem_cau_requests_total{name="meeting:join",result="ok"}')).toBe(2)
  expect(await valueOf(timings, 'diem_cau_request_seconds_sum{name="meeting:join"}')).toBeCloseTo(0.05)
  expect(await valueOf(timings, 'diem_cau_requests_total{name="unknown",result="unknownRequest"}')).toBe(1)
})
