import { useInterval } from '@mantine/hooks'
import { useState } from 'react'
import { serverNow } from './serverClock.ts'

/** The server's time in milliseconds since the epoch, read again at this interval (ms). */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(() => serverNow())
  useInterval(() => setNow(serverNow()), everyMs, { autoInvoke: true })
  return now
}
