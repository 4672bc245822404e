import { useInterval } from '@mantine/hooks'
import { useState } from 'react'
import { serverNow } from './serverClock.ts'

/** The server's time in milliseconds since the epoch, fresh every so many of them. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(() => serverNow())
  useInterval(() => setNow(serverNow()), everyMs, { autoInvoke: true })
  return now
}
