import type { PaperPoint } from '@diem-cau/signaling-contract'
import { useEffect, useState } from 'react'
import { useMeetingClient } from '../scope/MeetingContext.ts'

/** The place that the presenter looks and points at; null before it was told. */
export function usePresenterPoint(): PaperPoint | null {
  const client = useMeetingClient()
  const [point, setPoint] = useState<PaperPoint | null>(null)
  useEffect(
    () =>
      client.conduct$.on((notice) => {
        if (notice.name === 'paperPointed') setPoint(notice.point)
      }),
    [client],
  )
  return point
}
