import type { uPlot } from './uplot.ts'
import { query } from '../../../api/loading/query.ts'
import { type Loaded, useLoad } from '../../../api/loading/useLoad.ts'

/** uPlot comes with the first chart, once: lists and grids need none of it. */
const uplotQuery = query(['operations', 'uplot'], async () => (await import('./uplot.ts')).uPlot, {
  staleTime: Infinity,
  gcTime: Infinity,
  structuralSharing: false,
})

export type UPlot = typeof uPlot

export const useUplot = (): Loaded<UPlot> => useLoad(uplotQuery)
