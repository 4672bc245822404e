import { expect, test } from 'vitest'
import { asks, opened } from '../../testing/conduct.ts'
import { after, decided, joins, opens, participantOf, producerOf } from '../../testing/people.ts'

const shares = (state: ReturnType<typeof after>, name: string) => state.producers[producerOf(name, 'screen')] !== undefined
const grant = (name: string) => asks('chair', 'floor:grant', { participantId: participantOf(name), itemId: null })
const end = (name: string) => asks(name, 'floor:end', { participantId: null })

test('9.2 a screen ends with the floor that it was shared by, and says why', () => {
  const sharing = after(...opened, grant('a'), opens('a', 'screen'))
  expect(shares(sharing, 'a')).toBe(true)
  expect(decided(sharing, ...end('a'))).toContainEqual(expect.objectContaining({ type: 'producerClosed', producerId: producerOf('a', 'screen'), reason: 'notAllowed' }))
})

test('9.2 a screen that was shared before the chair opened the meeting ends, unless its owner was asked', () => {
  const before = [joins('chair', 'chair'), joins('a'), opens('a', 'screen')] as const
  expect(shares(after(...before), 'a')).toBe(true)
  expect(shares(after(...before, asks('chair', 'meeting:start', {})), 'a')).toBe(false)
  const asked = asks('chair', 'share:allow', { participantId: participantOf('a'), allowed: true })
  expect(shares(after(...before, asked, asks('chair', 'meeting:start', {})), 'a')).toBe(true)
})

test('9.2 the screen of the acting chair stays, whoever has the floor', () => {
  expect(shares(after(...opened, opens('chair', 'screen'), grant('a'), end('a')), 'chair')).toBe(true)
})
