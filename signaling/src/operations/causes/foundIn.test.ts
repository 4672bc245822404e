import { expect, test } from 'vitest'
import { happened, roomId } from '../../testing/evidence.ts'
import { foundIn, readFound } from './foundIn.ts'

const when = { from: 1000, to: 2000, forgottenAt: null, latest: null }
const event = (at: number, kind: 'found' | 'cleared' | 'left', detail: string) => happened(kind, roomId, detail, at)

test('an event says the code, how bad, and the figure', () => {
  expect(readFound({ detail: 'lossUp bad 18.2' })).toEqual({ code: 'lossUp', health: 'bad', value: 18.2 })
  expect(readFound({ detail: 'cut bad' })).toEqual({ code: 'cut', health: 'bad', value: null })
  expect(readFound({ detail: 'ofTomorrow bad 3' })).toBeNull()
})

test.each([
  ['what began before and lasts', [event(10, 'found', 'lossUp bad 18')], [[10, null]]],
  ['what ended within', [event(10, 'found', 'lossUp bad 18'), event(1500, 'cleared', 'lossUp bad 18')], [[10, 1500]]],
  ['nothing that was over before', [event(10, 'found', 'lossUp bad'), event(20, 'cleared', 'lossUp bad')], []],
  ['nothing that came after', [event(3000, 'found', 'lossUp bad 18')], []],
  ['nothing of who had left', [event(10, 'found', 'lossUp bad'), event(30, 'left', '')], []],
  [
    'one that is told again is worse, and as old as it was',
    [event(10, 'found', 'lossUp weak 4'), event(40, 'found', 'lossUp bad 18')],
    [[10, null]],
  ],
])('%s is found', (_, events, expected) => {
  expect(foundIn(events, when).map(({ since, until }) => [since, until])).toEqual(expected)
})

test('what is known of the end of the time goes before what happened', () => {
  const events = [event(10, 'found', 'lossUp bad 18')]
  expect(foundIn(events, { ...when, latest: [] })).toEqual([])
  const latest = [{ code: 'cut' as const, health: 'bad' as const, since: 1200, value: null }]
  expect(foundIn([], { ...when, latest })).toEqual([{ ...latest[0], until: null }])
})

test('what was found by a process that is gone has ended with it', () => {
  const events = [event(10, 'found', 'lossUp bad 18')]
  expect(foundIn(events, { ...when, forgottenAt: 900 })).toEqual([])
  expect(foundIn(events, { ...when, forgottenAt: 1200 })).toMatchObject([{ since: 10, until: 1200 }])
})
