import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { paramsOf, rangeOf, type TimeRange } from './timeRange.ts'

/** The range that stands in the address, so that it can be sent to somebody and gone back from. */
export function useRange(): readonly [TimeRange, (range: TimeRange) => void] {
  const [params, setParams] = useSearchParams()
  const setRange = useCallback(
    (range: TimeRange) => setParams(paramsOf(range), { preventScrollReset: true }),
    [setParams],
  )
  return [rangeOf(params), setRange]
}
