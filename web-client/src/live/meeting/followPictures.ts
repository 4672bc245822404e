import { createStore } from 'zustand/vanilla'
import type { MeetingModel, MeetingStore } from './MeetingModel.ts'

/** Everything around the pictures waits for them after going in, but no longer than this, in milliseconds. */
export const PICTURES_FIRST_MS = 200

type Follower = { readonly store: MeetingStore; readonly stop: () => void }

/**
 * Gives the same model, a moment later when it goes into the meeting: laying out everything around the pictures would
 * keep the page from showing them. At all other times it is the same at once.
 */
export function followPictures(source: MeetingStore): Follower {
  const store = createStore<MeetingModel>(() => source.getState())
  let waiting: ReturnType<typeof setTimeout> | undefined
  const catchUp = () => {
    clearTimeout(waiting)
    waiting = undefined
    store.setState(source.getState(), true)
  }
  const unsubscribe = source.subscribe(({ phase }, before) => {
    const isIn = phase.kind === 'inMeeting'
    if (isIn && before.phase.kind !== 'inMeeting') waiting ??= setTimeout(catchUp, PICTURES_FIRST_MS)
    if (!isIn || waiting === undefined) catchUp()
  })
  const stop = () => {
    unsubscribe()
    clearTimeout(waiting)
  }
  return { store, stop }
}
