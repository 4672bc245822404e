import type { ParticipantId } from '@diem-cau/signaling-contract'
import { IconAlertTriangle } from '@tabler/icons-react'
import classes from './TroubleLine.module.css'
import { useMarkText } from './useMarkText.ts'
import { useTroublesOf } from './useTroublesOf.ts'

/** Says in the row of a room what is wrong with it, before it is called to speak; nothing when all is well. */
export function TroubleLine({ participantId }: { readonly participantId: ParticipantId }) {
  const troubles = useTroublesOf(participantId)
  const markText = useMarkText()
  if (troubles.length === 0) return null
  return (
    <span className={classes['root']} data-testid="room-troubles" data-troubles={troubles.join(' ')}>
      <IconAlertTriangle size="1.1em" aria-hidden />
      <span>{markText(troubles)}</span>
    </span>
  )
}
