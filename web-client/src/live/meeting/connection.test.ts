import { expect, test } from 'vitest'
import { type Connection, type LineEvent, nextConnection } from './connection.ts'

const away = { since: 1_000 }
const connections: readonly Connection[] = [
  { kind: 'connecting' },
  { kind: 'online' },
  { kind: 'reconnecting', ...away },
  { kind: 'lost', ...away },
]
const events: readonly LineEvent[] = [{ type: 'up' }, { type: 'down', at: 2_000 }, { type: 'graceOver' }]

const table = {
  connecting: ['online', 'reconnecting', 'connecting'],
  online: ['online', 'reconnecting', 'online'],
  reconnecting: ['online', 'reconnecting', 'lost'],
  lost: ['online', 'lost', 'lost'],
}

test.each(connections)('from $kind each event leads where the table says', (connection) => {
  expect(events.map((event) => nextConnection(connection, event).kind)).toEqual(table[connection.kind])
})

test('it is away since the first time, however often the socket fails to come back', () => {
  const first = nextConnection({ kind: 'online' }, { type: 'down', at: 1_000 })
  expect(nextConnection(first, { type: 'down', at: 9_000 })).toBe(first)
  expect(nextConnection(first, { type: 'graceOver' })).toEqual({ kind: 'lost', ...away })
})
