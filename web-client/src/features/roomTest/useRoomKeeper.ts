import { useEffect, useState } from 'react'
import { queryClient } from '../../api/loading/queryClient.ts'
import { boardQueries } from '../../api/office/boardApi.ts'
import { readinessApi } from '../../api/office/readinessApi.ts'
import { RoomKeeper } from '../../readiness/keeper/RoomKeeper.ts'
import { newTest } from '../../readiness/newTest.ts'
import { takeTurn } from '../../readiness/takeTurn.ts'

/** An answer to somebody else of this page counts as one's own for so long. */
const SHARED_MS = 2_000

/** True once in the life of the page: it was opened at power-up, or loaded anew. */
let isBoot = true

/** Keeps the room ready as long as its page is shown. @param roomId stays the same while it is */
export function useRoomKeeper(roomId: string): RoomKeeper {
  const [keeper] = useState(
    () =>
      new RoomKeeper({
        roomId,
        isBoot,
        // What else of this page asks for the plan shares the answer. An older one would have who asked for a test wait for the next.
        api: { ...readinessApi, plan: () => queryClient.fetchQuery({ ...boardQueries.plan(), staleTime: SHARED_MS }) },
        newTest,
        takeTurn: (work) => takeTurn(false, work),
      }),
  )
  useEffect(() => {
    isBoot = false
    keeper.start()
    const look = () => keeper.lookAgain()
    navigator.mediaDevices?.addEventListener('devicechange', look)
    document.addEventListener('pointerdown', look)
    return () => {
      navigator.mediaDevices?.removeEventListener('devicechange', look)
      document.removeEventListener('pointerdown', look)
      keeper.close()
    }
  }, [keeper])
  return keeper
}
