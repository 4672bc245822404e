import { ParticipantId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { SpeakingPace } from './SpeakingPace.ts'

const [a, b] = [ParticipantId.parse('p.a'), ParticipantId.parse('p.b')]
/** The reports of so many seconds, one each 250 ms, that are told. */
function told(participants: number, seconds: number, who = () => [a]): number {
  const pace = new SpeakingPace()
  return Array.from({ length: seconds * 4 }, (_, n) => pace.tells(who(), participants, n * 250)).filter(Boolean).length
}

test('5.17 an office of 85 rooms is told every report, a meeting of a thousand one each second', () => {
  expect(told(85, 10)).toBe(40)
  expect(told(1000, 10)).toBe(10)
})

test('5.17 when somebody begins or ends to speak it is told at once', () => {
  const pace = new SpeakingPace()
  expect(pace.tells([a], 1000, 0)).toBe(true)
  expect(pace.tells([a], 1000, 250)).toBe(false)
  expect(pace.tells([b, a], 1000, 500)).toBe(true)
  expect(pace.tells([a, b], 1000, 750), 'the same, in another order').toBe(false)
  expect(pace.tells([], 1000, 1000)).toBe(true)
})
