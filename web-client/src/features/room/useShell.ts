import { useEffect, useRef, useState } from 'react'
import { RoomShell } from './RoomShell.ts'

/** @param isFree the room has nothing to do for a while: a newer client may be taken now */
export function useShell(isFree: boolean): void {
  const shell = useRef<RoomShell | null>(null)
  const [isNewer, setNewer] = useState(false)
  useEffect(() => {
    if (!RoomShell.isPossible) return
    const mine = new RoomShell(setNewer)
    shell.current = mine
    return () => mine.close()
  }, [])
  useEffect(() => {
    if (isNewer && isFree) shell.current?.take()
  }, [isFree, isNewer])
}
