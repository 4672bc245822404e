import type { conductRequests, RequestData, RequestResponse } from '@diem-cau/signaling-contract'
import { useCallback, useRef, useState } from 'react'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { useMeetingClient } from './MeetingContext.ts'

type Name = keyof typeof conductRequests | 'door:admit'

/**
 * Asks something about the conduct of the meeting. A failure is told to the person in words, where all troubles are
 * told, and the answer is null. While `pending` a second press is no second request.
 */
export function useAsk() {
  const client = useMeetingClient()
  const [pending, setPending] = useState(false)
  const busy = useRef(false)
  const ask = useCallback(
    async <N extends Name>(name: N, data: RequestData<N>): Promise<RequestResponse<N> | null> => {
      if (busy.current) return null
      busy.current = true
      setPending(true)
      try {
        return await client.ask(name, data)
      } catch (error) {
        const code = failureCode(error)
        if (code !== 'aborted') client.trouble$.emit(code)
        return null
      } finally {
        busy.current = false
        setPending(false)
      }
    },
    [client],
  )
  return { ask, pending }
}
