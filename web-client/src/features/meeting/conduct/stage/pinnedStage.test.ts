import { ParticipantId, type Stage } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { isPinned, togglePinned } from './pinnedStage.ts'

const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((name) => ParticipantId.parse(name)) as [
  ParticipantId,
  ParticipantId,
  ParticipantId,
  ParticipantId,
  ParticipantId,
]

test('rooms are added one by one, the first of four makes room, and without any the stage follows', () => {
  let stage: Stage = { kind: 'gallery', page: 1 }
  for (const id of [a, b, c, d]) stage = togglePinned(stage, id)
  expect(stage).toEqual({ kind: 'pinned', participantIds: [a, b, c, d] })
  expect(togglePinned(stage, e)).toEqual({ kind: 'pinned', participantIds: [b, c, d, e] })
  expect(isPinned(stage, a)).toBe(true)
  expect(isPinned(togglePinned(stage, a), a)).toBe(false)
  expect([a, b, c, d].reduce(togglePinned, stage)).toEqual({ kind: 'follow' })
})
