import type { Participant } from '@diem-cau/signaling-contract'
import { UnstyledButton } from '@mantine/core'
import { IconScreenShare, IconScreenShareOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isPinned, togglePinned } from '../../meeting/conduct/pinnedStage.ts'
import { useAsk } from '../conduct/useAsk.ts'
import { useConduct } from '../conduct/useConduct.ts'
import classes from '../meeting/Tile.module.css'
import { useMeeting } from '../MeetingContext.ts'
import { useName } from '../useCall.ts'

interface Props {
  readonly participant: Participant
  readonly mine: boolean
}

/** On every tile of who acts as the chair: this room for everyone. */
export function PinForAllButton(props: Props) {
  const acts = useMeeting(({ meeting, phase }) => phase.kind === 'inMeeting' && meeting.conduct.actingChair === phase.me)
  return acts ? <Pin {...props} /> : null
}

function Pin({ participant: { participantId }, mine }: Props) {
  const { t } = useTranslation('stage')
  const { ask } = useAsk()
  const stage = useConduct((conduct) => conduct.stage)
  const pinned = isPinned(stage, participantId)
  const label = t(pinned ? 'pin.noneForAll' : 'pin.forAll', { unit: useName(participantId) })
  return (
    <UnstyledButton
      className={classes['pin']}
      data-for="all"
      data-mine={mine}
      data-pinned={pinned}
      aria-pressed={pinned}
      aria-label={label}
      title={label}
      data-testid="tile-pin-all"
      onClick={() => void ask('stage:set', { stage: togglePinned(stage, participantId) })}
    >
      {pinned ? <IconScreenShareOff size="1.2em" aria-hidden /> : <IconScreenShare size="1.2em" aria-hidden />}
    </UnstyledButton>
  )
}
