import type { EndpointId, Sync } from '@diem-cau/signaling-contract'
import type { Entry } from '../../domain/meeting/door/entryOf.ts'

type WayIn = Exclude<Entry, { kind: 'waits' }>
type Wait = Extract<Entry, { kind: 'waits' }>

/** A client's join has come so far. */
export type Joining =
  /** Its turn has not come. */
  | { readonly kind: 'asked' }
  /** The join is decided and on the way to the disk; the media node is asked meanwhile. */
  | { readonly kind: 'recording'; readonly entry: Entry }
  /** The join is on record: it waits to be let in. */
  | { readonly kind: 'waiting'; readonly because: Wait['because'] }
  /** The join is on record: its client is in the meeting and has this to go on from. Its media is not known yet. */
  | { readonly kind: 'inside'; readonly entry: WayIn; readonly sync: Sync }
  | { readonly kind: 'joined' }
  | { readonly kind: 'failed'; readonly undo: Undo }

/** This has to be undone when a join fails: the endpoint that was started for it, or the place that the client has by then. */
type Undo =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'endpoint'; readonly endpointId: EndpointId }
  | { readonly kind: 'place'; readonly endpointId: EndpointId }

export type JoinEvent =
  | { readonly kind: 'decided'; readonly entry: Entry }
  /** The leaving is on record, and the client is on the doorstep. */
  | { readonly kind: 'leftWaiting' }
  /** The join is on record, and the client is attached: notices of the meeting go to it. */
  | { readonly kind: 'movedIn'; readonly sync: Sync }
  /** Its media is there, or it is known that there is none yet. */
  | { readonly kind: 'answered' }
  /** It was refused or could not be recorded, or its media node answered with an error. */
  | { readonly kind: 'failed' }

/** Pure. What does not fit a state changes nothing. */
export function nextJoining(joining: Joining, event: JoinEvent): Joining {
  switch (joining.kind) {
    case 'asked':
      if (event.kind === 'decided') return { kind: 'recording', entry: event.entry }
      return event.kind === 'failed' ? failed({ kind: 'nothing' }) : joining
    case 'recording': {
      const { entry } = joining
      if (event.kind === 'failed')
        return failed(
          entry.kind === 'comesIn' ? { kind: 'endpoint', endpointId: entry.endpointId } : { kind: 'nothing' },
        )
      if (entry.kind === 'waits')
        return event.kind === 'leftWaiting' ? { kind: 'waiting', because: entry.because } : joining
      return event.kind === 'movedIn' ? { kind: 'inside', entry, sync: event.sync } : joining
    }
    case 'inside':
      if (event.kind === 'answered') return { kind: 'joined' }
      return event.kind === 'failed' ? failed({ kind: 'place', endpointId: joining.entry.endpointId }) : joining
    case 'waiting':
    case 'joined':
    case 'failed':
      return joining
    default:
      return joining satisfies never
  }
}

const failed = (undo: Undo): Joining => ({ kind: 'failed', undo })
