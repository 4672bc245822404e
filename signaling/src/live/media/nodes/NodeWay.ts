/** The states of a meeting's way to one media node. Requests go out in `up` alone. */
export type NodeWay =
  /** There has been no word of it since the meeting is conducted here: it may have some of its endpoints. */
  | { readonly kind: 'unheard' }
  /** The node is being asked what it has of the meeting; `from`: the state that it goes back to without an answer. */
  | { readonly kind: 'looking'; readonly from: Exclude<NodeWay['kind'], 'looking' | 'up'> }
  | { readonly kind: 'up' }
  /** It went down, or does not say what it has, and may be back at once with all that it had. */
  | { readonly kind: 'away' }
  /** It has been away for too long, or its process is gone: what it had is lost as soon as another node is up. */
  | { readonly kind: 'overdue' }
  /** The node's part of the meeting is lost. Whatever it still has when it comes back is closed. */
  | { readonly kind: 'gone' }

export type WayEvent =
  /** It is connected, and is asked what it has. */
  | 'heard'
  /** It said what it has. */
  | 'looked'
  | 'notLooked'
  | 'down'
  /** Nobody listens at its address: its process has ended. */
  | 'refused'
  /** The whole grace went by without a word of it. */
  | 'timeUp'
  /** Another node is up, and has to do for those that this one had. */
  | 'givenUp'

/** Pure. What does not fit a state changes nothing. */
export function nextWay(way: NodeWay, event: WayEvent): NodeWay {
  switch (event) {
    case 'heard':
      if (way.kind === 'looking') return way
      return { kind: 'looking', from: way.kind === 'up' ? 'away' : way.kind }
    case 'looked':
      return way.kind === 'looking' ? { kind: 'up' } : way
    case 'notLooked':
      return way.kind === 'looking' ? { kind: way.from } : way
    case 'down':
      if (way.kind === 'up') return { kind: 'away' }
      return way.kind === 'looking' ? { kind: way.from } : way
    case 'refused':
      return way.kind === 'unheard' || way.kind === 'away' ? { kind: 'overdue' } : way
    case 'timeUp':
      if (way.kind === 'unheard' || way.kind === 'away') return { kind: 'overdue' }
      return way.kind === 'looking' && way.from !== 'gone' ? { kind: 'looking', from: 'overdue' } : way
    case 'givenUp':
      return way.kind === 'overdue' ? { kind: 'gone' } : way
    default:
      return event satisfies never
  }
}

/** Some of the meeting's endpoints may be there that nobody has seen yet. */
export function mayHaveUnseen(way: NodeWay): boolean {
  return way.kind === 'unheard' || (way.kind === 'looking' && way.from === 'unheard')
}
