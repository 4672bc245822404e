import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { failureCode } from '../client/RequestFailed.ts'
import { UnitIndex } from './UnitIndex.ts'
import { unitsApi } from '../office/unitsApi.ts'

interface State {
  readonly index: UnitIndex | null
  readonly failure: unknown
  readonly askedAt: number
}

/** The tree changes a few times a year: it is asked for again after five minutes. Milliseconds. */
const FRESH_MS = 300_000
const store = createStore<State>(() => ({ index: null, failure: null, askedAt: 0 }))

/** Asks for the tree of units again, after it was changed. */
export function refreshUnits(): void {
  store.setState({ askedAt: Date.now(), failure: null })
  unitsApi.tree().then(
    (tree) => store.setState({ index: new UnitIndex(tree), failure: null }),
    (failure: unknown) => {
      if (failureCode(failure) !== 'aborted') store.setState({ failure, askedAt: 0 })
    },
  )
}

/** All open units; asked for once and kept, for pickers on any page. */
export function useUnitIndex(): { readonly index: UnitIndex | null; readonly failure: unknown; readonly refresh: () => void } {
  const index = useStore(store, (state) => state.index)
  const failure = useStore(store, (state) => state.failure)
  useEffect(() => {
    if (Date.now() - store.getState().askedAt > FRESH_MS) refreshUnits()
  }, [])
  return { index, failure, refresh: refreshUnits }
}
