import { useEffect } from 'react'
import { useMeeting } from '../scope/MeetingContext.ts'
import { useBringAhead } from './bringAhead.ts'
import { paperPace } from './pages/PaperPace.ts'

/** Makes ready for papers: what shows them comes once the line carries all that is wanted, and what the line carries is remembered. */
export function PapersAhead() {
  const receiving = useMeeting((model) => model.receiving)
  const isOnline = useMeeting(({ connection }) => connection.kind === 'online')
  useBringAhead(receiving === 'whole' && isOnline)
  useEffect(() => paperPace.see(receiving), [receiving])
  return null
}
