import type { MeetingState } from '@diem-cau/signaling-contract'
import { nearlyHeard } from '../floor/nearlyHeard.ts'
import { oncePer } from '../core/oncePer.ts'
import { heardMicrophones, producersOf, type SubscriptionInput, tileKey } from './subscriptions.ts'

/**
 * Lists all that {@link subscriptions} of this client come of: while it is the same, entry by entry, so are they. Most of what happens in a
 * meeting is of no matter to most of its clients, and looking through this is a tenth of the work. Null: everything matters, as the client has
 * not said what it shows. Pure.
 */
export function mattersTo({ state, viewport, speakers, held }: SubscriptionInput): readonly unknown[] | null {
  if (viewport === null) return null
  const { byTile } = producersOf(state.producers)
  const shown = viewport.tiles.map((tile) => byTile.get(tileKey(tile)))
  const holds = held.flatMap((producerId) => [producerId, state.producers[producerId]])
  return [viewport, ...heard(state), END, ...speakers, END, ...shown, END, ...holds]
}

/** Nothing of one list is taken for something of the next. */
const END = Symbol('end')

const heard = oncePer((state: MeetingState): readonly unknown[] => {
  const { of, byTile } = producersOf(state.producers)
  const { actingChair, holders } = state.conduct
  const next = [...nearlyHeard(state)].map((participantId) => byTile.get(tileKey({ source: 'mic', participantId })))
  const first = holders.map(({ participantId }) => participantId)
  return [actingChair, ...first, END, ...heardMicrophones(state), END, ...next, END, ...of.screenAudio]
})

export function isSame(one: readonly unknown[] | null, other: readonly unknown[] | null): boolean {
  return one !== null && other !== null && one.length === other.length && one.every((entry, at) => entry === other[at])
}
