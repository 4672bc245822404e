import type { PaperList } from '@diem-cau/signaling-contract/office'
import { useEffect } from 'react'
import { type Loaded, useLoad } from '../../../api/loading/useLoad.ts'
import { paperQueries } from '../../../api/office/papersApi.ts'
import { useMeetingScope } from '../scope/MeetingContext.ts'

/** The papers of this meeting; a change is there at once for everyone (SPEC 11.8). */
export function usePapers(): Loaded<PaperList> {
  const { client, detail } = useMeetingScope()
  const loaded = useLoad(paperQueries.of(detail.meetingId))
  const { refresh } = loaded
  useEffect(() => client.event$.on(({ event }) => event.type === 'paperChanged' && refresh()), [client, refresh])
  return loaded
}
