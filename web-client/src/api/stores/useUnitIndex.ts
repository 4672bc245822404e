import { query } from '../loading/query.ts'
import { invalidate } from '../loading/queryClient.ts'
import { useLoad } from '../loading/useLoad.ts'
import { unitsApi } from '../office/unitsApi.ts'
import { UnitIndex } from './UnitIndex.ts'

/** The tree changes a few times a year: it is asked for again after five minutes. Milliseconds. */
const FRESH_MS = 300_000

const treeQuery = query(['units', 'tree'], async (signal) => new UnitIndex(await unitsApi.tree(signal)), {
  staleTime: FRESH_MS,
  gcTime: Infinity,
  structuralSharing: false,
})

/** Units were changed: the tree is asked for again, now or as soon as somebody needs it. */
export const refreshUnits = (): void => invalidate(treeQuery.queryKey)

/** All open units; asked for once and kept, for pickers on any page. */
export function useUnitIndex(): {
  readonly index: UnitIndex | null
  readonly failure: unknown
  readonly refresh: () => void
} {
  const { data, failure, refresh } = useLoad(treeQuery)
  return { index: data, failure, refresh }
}
