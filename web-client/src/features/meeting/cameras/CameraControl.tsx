import type { Participant } from '@diem-cau/signaling-contract'
import { useMeeting } from '../scope/MeetingContext.ts'
import { useMyPart } from '../scope/useMyPart.ts'
import { useLayout } from '../layout/LayoutContext.ts'
import { CameraBox } from './CameraBox.tsx'

/** The camera of the room that who conducts chose to move from afar (SPEC 24.2); nothing while none is chosen. */
export function CameraControl() {
  const participantId = useLayout(({ cameraOf }) => cameraOf)
  const participant = useMeeting(({ meeting }): Participant | null =>
    participantId === null ? null : (meeting.participants[participantId] ?? null),
  )
  const { isOffice } = useMyPart()
  return participant && isOffice ? <CameraBox key={participant.participantId} participant={participant} /> : null
}
