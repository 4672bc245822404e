import { useEffect, useRef, useState } from 'react'
import { Throttle } from './pages/Throttle.ts'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { useMeetingClient } from '../scope/MeetingContext.ts'

/** A key that is held turns many pages; a page is recorded only after this time, in milliseconds. */
const EVERY_MS = 250

/**
 * The presenter's page: it is turned at once here, and then for everyone.
 * @param recorded the page that everyone is on
 */
export function usePagesTurned(recorded: number): { readonly page: number; readonly turn: (page: number) => void } {
  const client = useMeetingClient()
  /** The page that is on its way; null: none is. */
  const [wanted, setWanted] = useState<number | null>(null)
  const throttle = useRef<Throttle<number> | null>(null)
  const newest = useRef<number | null>(null)
  useEffect(() => {
    const asking = new Throttle<number>(EVERY_MS, (page) => {
      const done = () => {
        if (newest.current === page) setWanted(null)
      }
      client.ask('paper:turn', { page }).then(done, (error: unknown) => {
        done()
        const code = failureCode(error)
        if (code !== 'aborted') client.trouble$.emit(code)
      })
    })
    throttle.current = asking
    return () => asking.close()
  }, [client])
  const turn = (page: number) => {
    newest.current = page
    setWanted(page)
    throttle.current?.push(page)
  }
  return { page: wanted ?? recorded, turn }
}
