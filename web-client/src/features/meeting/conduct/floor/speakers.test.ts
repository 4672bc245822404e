import { expect, test } from 'vitest'
import { withSpeaker } from './speakers.ts'

const of = (...names: string[]) => ({ last: names[0] ?? '', names })

test('who spoke last comes first, each name once', () => {
  expect(withSpeaker(of('Nguyễn Văn An', 'Trần Thị Bình'), ' Trần Thị Bình ')).toEqual({
    last: 'Trần Thị Bình',
    names: ['Trần Thị Bình', 'Nguyễn Văn An'],
  })
})

test('the room itself is a choice and no name', () => {
  expect(withSpeaker(of('Nguyễn Văn An'), '  ')).toEqual({ last: '', names: ['Nguyễn Văn An'] })
})

test('only the last eight are kept', () => {
  const nine = Array.from({ length: 9 }, (_, n) => `Người ${n}`)
  expect(nine.reduce(withSpeaker, of()).names).toEqual(nine.toReversed().slice(0, 8))
})
