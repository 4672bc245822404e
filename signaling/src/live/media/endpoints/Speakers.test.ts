import { expect, test } from 'vitest'
import { asks, opened } from '../../../testing/conduct.ts'
import { after, NOON, opens, participantOf, producerOf } from '../../../testing/people.ts'
import { Speakers } from './Speakers.ts'

const level = (name: string) => ({ producerId: producerOf(name, 'mic'), dBov: -30 })
const names = (levels: readonly { participantId: string }[]) => levels.map(({ participantId }) => participantId)

test('8.5 whoever may not be heard is not named as speaking, nor kept as who spoke last', () => {
  const both = [
    ...opened,
    opens('chair', 'mic'),
    opens('a', 'mic'),
    asks('chair', 'floor:grant', { participantId: participantOf('a'), itemId: null }),
  ] as const
  const speakers = new Speakers()
  expect(names(speakers.onLevels([level('a'), level('chair')], after(...both), NOON).levels)).toEqual(
    ['a', 'chair'].map(participantOf),
  )
  // The node reports what it heard in the last quarter of a second: it may be of before the gate closed.
  const cut = after(...both, asks('chair', 'mic:cut', { participantId: participantOf('a') }))
  const late = new Speakers()
  expect(names(late.onLevels([level('a'), level('chair')], cut, NOON).levels)).toEqual([participantOf('chair')])
  expect(late.ids).toEqual([participantOf('chair')])
})
