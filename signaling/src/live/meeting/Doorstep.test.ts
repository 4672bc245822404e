import { MeetingError } from '@diem-cau/signaling-contract'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Command } from '../../domain/meeting/decide/Command.ts'
import { meetingId, participantOf } from '../../testing/people.ts'
import { Doorstep } from './Doorstep.ts'
import { testClient } from '../../testing/testClient.ts'

const [a, b] = [participantOf('a'), participantOf('b')]

function doorstep() {
  const insisted: (() => Command | null)[] = []
  return { step: new Doorstep(meetingId, { insist: (happened) => void insisted.push(happened) }), insisted }
}

test('3.7 all clients of who is let in are told, and nobody else', () => {
  const { step } = doorstep()
  const [first, second, other] = [testClient(), testClient(), testClient()]
  step.add(a, first)
  step.add(a, second)
  step.add(b, other)
  step.admit([a])
  expect([first, second, other].map(({ told }) => told)).toEqual([['admitted'], ['admitted'], []])
  expect(step.clients).toEqual([other])
})

test('3.8 with the last client of somebody they wait no longer, unless one is back by then', () => {
  const { step, insisted } = doorstep()
  const [first, second] = [testClient(), testClient()]
  step.add(a, first)
  step.add(a, second)
  step.leave(a, first)
  expect(insisted).toHaveLength(0)
  step.leave(a, second)
  expect(insisted.map((happened) => happened())).toEqual([{ type: 'leaveDoor', participantId: a }])
  step.add(a, first)
  expect(insisted.map((happened) => happened())).toEqual([null])
  step.leave(b, first)
  expect(insisted, 'who does not wait').toHaveLength(1)
})

test('3.10, 7.6 who is turned away is told why', () => {
  const { step } = doorstep()
  const [one, other] = [testClient(), testClient()]
  step.add(a, one)
  step.add(b, other)
  step.turnAway(a, new MeetingError('barred').toBody())
  step.turnAllAway(new MeetingError('meetingEnded').toBody())
  expect([one.told, other.told]).toEqual([['ejected barred'], ['ejected meetingEnded']])
  expect(step.clients).toEqual([])
})

test('6.4 who waited before a restart and is not back in time waits no longer', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { step, insisted } = doorstep()
  step.awaitReturn(() => [{ participantId: a }, { participantId: b }], 1_000)
  vi.advanceTimersByTime(500)
  step.add(a, testClient())
  vi.advanceTimersByTime(500)
  expect(insisted.map((happened) => happened())).toEqual([null, { type: 'leaveDoor', participantId: b }])
  step.awaitReturn(() => [{ participantId: b }], 1_000)
  step.close()
  vi.advanceTimersByTime(5_000)
  expect(insisted).toHaveLength(2)
})
