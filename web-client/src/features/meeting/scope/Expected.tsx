import type { ParticipantId } from '@diem-cau/signaling-contract'
import { useEffect } from 'react'
import { useMeetingClient } from './MeetingContext.ts'

/** Shows nothing: while it is there, the cameras of those who are about to be put on the stage are asked for as large as that shows them. */
export function Expected({ of }: { readonly of: readonly ParticipantId[] }) {
  const client = useMeetingClient()
  useEffect(() => client.viewport.expect(of), [client, of])
  return null
}
