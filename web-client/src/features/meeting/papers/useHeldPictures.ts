import { useEffect } from 'react'
import { useMeetingClient } from '../scope/MeetingContext.ts'
import { paperPace } from './pages/PaperPace.ts'

/** A page comes in several pieces, with little between them, in milliseconds. */
const BETWEEN_MS = 1_000

/** While a page comes over a narrow line, pictures wait: they are small beside it, and would take the room that it needs (SPEC 9.8). */
export function useHeldPictures(isComing: boolean): void {
  const { viewport } = useMeetingClient()
  useEffect(() => {
    if (!isComing || paperPace.kbit === null) return
    const release = viewport.hold()
    return () => void setTimeout(release, BETWEEN_MS)
  }, [isComing, viewport])
}
