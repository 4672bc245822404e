import { waitingScreen, type Stage } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { asks, grant, opened } from '../../../testing/conduct.ts'
import {
  after,
  at,
  decided,
  joins,
  openCommand,
  opens,
  participantOf,
  producerOf,
  refusal,
} from '../../../testing/people.ts'

const shares = (state: ReturnType<typeof after>, name: string) =>
  state.producers[producerOf(name, 'screen')] !== undefined
const end = (name: string) => asks(name, 'floor:end', { participantId: null })

test('9.2 a screen ends with the floor that it was shared by, and says why', () => {
  const sharing = after(...opened, grant('a'), opens('a', 'screen'))
  expect(shares(sharing, 'a')).toBe(true)
  expect(decided(sharing, ...end('a'))).toContainEqual(
    expect.objectContaining({ type: 'producerClosed', producerId: producerOf('a', 'screen'), reason: 'notAllowed' }),
  )
})

test('9.2 a screen that was shared before the chair opened the meeting ends, unless its owner was asked', () => {
  const before = [joins('chair', 'chair'), joins('a'), opens('a', 'screen')] as const
  expect(shares(after(...before), 'a')).toBe(true)
  expect(shares(after(...before, asks('chair', 'meeting:start', {})), 'a')).toBe(false)
  const asked = asks('chair', 'share:allow', { participantId: participantOf('a'), allowed: true })
  expect(shares(after(...before, asked, asks('chair', 'meeting:start', {})), 'a')).toBe(true)
})

test('9.2 a screen that the chair’s choice keeps from the stage waits: whose it is is known to all', () => {
  const stage = (what: Stage) => asks('chair', 'stage:set', { stage: what })
  const sharing = [...opened, opens('chair', 'screen')] as const
  const pin = stage({ kind: 'pinned', participantIds: [participantOf('a')] })
  expect(waitingScreen(after(...opened, pin))).toBeNull()
  expect(waitingScreen(after(...sharing))).toBeNull()
  expect(waitingScreen(after(...sharing, pin))).toBe(participantOf('chair'))
  expect(waitingScreen(after(...opened, pin, grant('a'), opens('a', 'screen')))).toBe(participantOf('a'))
  expect(waitingScreen(after(...sharing, stage({ kind: 'gallery', page: 0 })))).toBe(participantOf('chair'))
  expect(waitingScreen(after(...sharing, pin, stage({ kind: 'follow' })))).toBeNull()
})

test('9.2 the screen of the acting chair stays, whoever has the floor', () => {
  expect(shares(after(...opened, opens('chair', 'screen'), grant('a'), end('a')), 'chair')).toBe(true)
})

test('9.2 without the floor no screen is shared, unless the room was asked', () => {
  expect(refusal(after(...opened), openCommand('a', 'screen'), at('a'))).toBe('forbidden')
  expect(refusal(after(...opened, grant('a')), openCommand('a', 'screen'), at('a'))).toBeNull()
  expect(
    refusal(
      after(...opened, asks('secretary', 'share:allow', { participantId: participantOf('a'), allowed: true })),
      openCommand('a', 'screen'),
      at('a'),
    ),
  ).toBeNull()
  expect(refusal(after(...opened), openCommand('chair', 'screen'), at('chair'))).toBeNull()
})
