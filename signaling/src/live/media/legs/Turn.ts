/**
 * The turns of bringing something in line with what it should be: one piece of work at a time, changes that come
 * together in one.
 */
export type Turn =
  | 'idle'
  /** The work waits a short while for more changes. */
  | 'due'
  | 'running'
  /** Something has changed since the work began. */
  | 'runningStale'

export type TurnEvent =
  /** Something may have changed, and is looked at at once. */
  | 'now'
  /** Something may have changed, and more may follow. */
  | 'soon'
  | 'timeUp'
  | 'done'
  /** The changes that were waited for do not matter any more. */
  | 'forgotten'

/** Pure. */
export function nextTurn(turn: Turn, event: TurnEvent): Turn {
  switch (turn) {
    case 'idle':
    case 'due':
      if (event === 'now') return 'running'
      if (event === 'soon') return 'due'
      if (event === 'timeUp') return turn === 'due' ? 'running' : 'idle'
      return event === 'forgotten' ? 'idle' : turn
    case 'running':
    case 'runningStale':
      if (event === 'now' || event === 'soon') return 'runningStale'
      // Stale work begins anew.
      if (event === 'done') return turn === 'runningStale' ? 'running' : 'idle'
      return turn
    default:
      return turn satisfies never
  }
}
