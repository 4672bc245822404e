import { useInterval } from '@mantine/hooks'
import { useState } from 'react'
import { useMeetingClient } from './MeetingContext.ts'

/** The server's time, every second; the times of the conduct are by its clock. */
export function useServerNow(): number {
  const client = useMeetingClient()
  const [now, setNow] = useState(() => client.now())
  useInterval(() => setNow(client.now()), 1_000, { autoInvoke: true })
  return now
}
