import { expect, test } from 'vitest'
import { nextTurn, type Turn, type TurnEvent } from './Turn.ts'

const TABLE: Record<Turn, Record<TurnEvent, Turn>> = {
  idle: { now: 'running', soon: 'due', timeUp: 'idle', done: 'idle', forgotten: 'idle' },
  due: { now: 'running', soon: 'due', timeUp: 'running', done: 'due', forgotten: 'idle' },
  running: { now: 'runningStale', soon: 'runningStale', timeUp: 'running', done: 'idle', forgotten: 'running' },
  runningStale: {
    now: 'runningStale',
    soon: 'runningStale',
    timeUp: 'runningStale',
    done: 'running',
    forgotten: 'runningStale',
  },
}

test.each(Object.keys(TABLE) as Turn[])('after `%s` follows what the table says', (turn) => {
  const events = Object.keys(TABLE[turn]) as TurnEvent[]
  expect(Object.fromEntries(events.map((event) => [event, nextTurn(turn, event)]))).toEqual(TABLE[turn])
})

test('however often something changes while work is under way, it is done once more, and no two at a time', () => {
  let turn: Turn = 'idle'
  let begun = 0
  for (const event of ['soon', 'soon', 'timeUp', 'now', 'soon', 'now', 'done', 'done'] as const) {
    const before = turn
    turn = nextTurn(turn, event)
    if (turn === 'running' && (before === 'idle' || before === 'due' || event === 'done')) begun += 1
  }
  expect([turn, begun]).toEqual(['idle', 2])
})
