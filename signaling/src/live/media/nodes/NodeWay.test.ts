import { expect, test } from 'vitest'
import { mayHaveUnseen, nextWay, type NodeWay, type WayEvent } from './NodeWay.ts'

const after = (...events: WayEvent[]): NodeWay => events.reduce<NodeWay>(nextWay, { kind: 'unheard' })

test('6.7 a node that is back within the grace is up again with what it kept', () => {
  expect(after('heard', 'looked')).toEqual({ kind: 'up' })
  expect(after('heard', 'looked', 'down')).toEqual({ kind: 'away' })
  expect(after('heard', 'looked', 'down', 'heard')).toEqual({ kind: 'looking', from: 'away' })
  expect(after('heard', 'looked', 'down', 'heard', 'looked')).toEqual({ kind: 'up' })
})

test('6.10 one that is silent is overdue after the grace, one whose process is gone at once', () => {
  expect(after('heard', 'looked', 'down', 'timeUp')).toEqual({ kind: 'overdue' })
  expect(after('heard', 'looked', 'down', 'refused')).toEqual({ kind: 'overdue' })
  expect(after('heard', 'looked', 'refused'), 'of a connection before this one').toEqual({ kind: 'up' })
  expect(after('heard', 'looked', 'down', 'heard', 'timeUp', 'notLooked')).toEqual({ kind: 'overdue' })
})

test('6.10 what it had is lost once another has to do, and until then it may still come back with it', () => {
  expect(after('heard', 'looked', 'givenUp'), 'it is there').toEqual({ kind: 'up' })
  expect(after('heard', 'looked', 'down', 'givenUp'), 'within the grace').toEqual({ kind: 'away' })
  expect(after('heard', 'looked', 'down', 'timeUp', 'givenUp')).toEqual({ kind: 'gone' })
  expect(after('heard', 'looked', 'down', 'timeUp', 'heard')).toEqual({ kind: 'looking', from: 'overdue' })
  expect(
    after('heard', 'looked', 'down', 'timeUp', 'givenUp', 'heard', 'down'),
    'what it kept is not asked for',
  ).toEqual({
    kind: 'gone',
  })
})

test('6.4 one that was not heard yet may have endpoints that nobody has seen', () => {
  const unseen = (...events: WayEvent[]) => mayHaveUnseen(after(...events))
  expect([unseen(), unseen('heard'), unseen('heard', 'notLooked')]).toEqual([true, true, true])
  expect([unseen('heard', 'looked'), unseen('refused'), unseen('timeUp')]).toEqual([false, false, false])
})
