import { query } from '../loading/query.ts'
import { invalidate } from '../loading/queryClient.ts'
import { useLoad } from '../loading/useLoad.ts'
import { unitsApi } from '../office/unitsApi.ts'
import { UnitIndex } from './UnitIndex.ts'

/** The tree changes a few times a year, so it is asked for again after five minutes, in milliseconds. */
const FRESH_MS = 300_000

const treeQuery = query(['units', 'tree'], async (signal) => new UnitIndex(await unitsApi.tree(signal)), {
  staleTime: FRESH_MS,
  gcTime: Infinity,
  structuralSharing: false,
})

/** Has the tree asked for again, now or as soon as somebody needs it, because units were changed. */
export const refreshUnits = (): void => invalidate(treeQuery.queryKey)

/** All open units. They are asked for once and kept, for pickers on any page. */
export function useUnitIndex(): {
  readonly index: UnitIndex | null
  readonly failure: unknown
  readonly refresh: () => void
} {
  const { data, failure, refresh } = useLoad(treeQuery)
  return { index: data, failure, refresh }
}
