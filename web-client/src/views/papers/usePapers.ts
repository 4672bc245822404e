import type { PaperList } from '@diem-cau/signaling-contract/office'
import type { Loaded } from '../../office/useLoad.ts'
import { usePapersOf } from '../../office/usePapersOf.ts'
import { useMeetingScope } from '../MeetingContext.ts'

/** Papers of the meeting that this is. */
export function usePapers(): Loaded<PaperList> {
  const { detail } = useMeetingScope()
  return usePapersOf(detail.meetingId)
}
