import { ParticipantId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { nextSpeaker, noSpeaker, withoutSpeaker } from './activeSpeaker.ts'

const [a, b] = ['a', 'b'].map((id) => ParticipantId.parse(id)) as [ParticipantId, ParticipantId]
const says = (participantId: ParticipantId, dBov = -30) => [{ participantId, dBov }]

test('the first one to speak takes the stage at once', () => {
  expect(nextSpeaker(noSpeaker, says(a), 0).current).toBe(a)
})

test('someone new takes the stage only after being the loudest for a while', () => {
  const first = nextSpeaker(noSpeaker, says(a), 0)
  const coughed = nextSpeaker(first, says(b), 100)
  expect(coughed.current).toBe(a)
  const going = nextSpeaker(coughed, says(b), 1_000)
  expect(going.current).toBe(a)
  expect(nextSpeaker(going, says(b), 1_400).current).toBe(b)
})

test('a cough in between starts the wait again', () => {
  const first = nextSpeaker(noSpeaker, says(a), 0)
  const back = [says(b), says(a), says(b)].reduce(
    (speaker, levels, i) => nextSpeaker(speaker, levels, i * 1_000),
    first,
  )
  expect(nextSpeaker(back, says(b), 2_500).current).toBe(a)
})

test('silence and noise leave the last speaker on the stage', () => {
  const first = nextSpeaker(noSpeaker, says(a), 0)
  expect(nextSpeaker(first, [], 5_000).current).toBe(a)
  expect(nextSpeaker(first, says(b, -90), 9_000).current).toBe(a)
})

test('who leaves does not stay on the stage', () => {
  expect(withoutSpeaker(nextSpeaker(noSpeaker, says(a), 0), a).current).toBeNull()
})
