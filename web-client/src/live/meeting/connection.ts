export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  /** `since`: milliseconds since the epoch. `lost`: longer than the server keeps our place. */
  | { readonly kind: 'reconnecting' | 'lost'; readonly since: number }

/** `up`: we are where we were. `down`: the socket is gone since `at`. `graceOver`: for longer than the server keeps our place. */
export type LineEvent =
  | { readonly type: 'up' }
  | { readonly type: 'down'; readonly at: number }
  | { readonly type: 'graceOver' }

/** The connection after the event; the same object when it changes nothing. */
export function nextConnection(connection: Connection, event: LineEvent): Connection {
  const isAway = connection.kind === 'reconnecting' || connection.kind === 'lost'
  switch (event.type) {
    case 'up':
      return connection.kind === 'online' ? connection : { kind: 'online' }
    case 'down':
      return isAway ? connection : { kind: 'reconnecting', since: event.at }
    case 'graceOver':
      return connection.kind === 'reconnecting' ? { kind: 'lost', since: connection.since } : connection
    default:
      return event satisfies never
  }
}
