import { Button, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { letOfficeMoveCamera, roomSettings } from '../../ownRoom/roomSettings.ts'
import { useAsk } from '../scope/useAsk.ts'
import { useMeeting } from '../scope/MeetingContext.ts'
import classes from './OfficeMoves.module.css'

/** Lets who conducts move this room's camera, or not; what was refused in this meeting is allowed again here (SPEC 24.1, 24.3). */
export function OfficeMoves() {
  const { t } = useTranslation(['ownRoom', 'meeting'])
  const { ask, pending } = useAsk()
  const isLet = useStore(roomSettings, ({ officeMovesCamera }) => officeMovesCamera)
  const isRefused = useMeeting(
    ({ meeting, phase }) => phase.kind === 'inMeeting' && meeting.conduct.cameraRefused[phase.me] === true,
  )
  return (
    <div className={classes['root']}>
      <Switch
        size="md"
        label={t('moves.byOffice')}
        checked={isLet}
        onChange={({ currentTarget }) => letOfficeMoveCamera(currentTarget.checked)}
        data-testid="office-moves"
      />
      {isLet && isRefused && (
        <p>
          {t('meeting:moves.refused')}
          <Button
            size="compact-md"
            variant="default"
            loading={pending}
            onClick={() => void ask('camera:refuse', { refused: false })}
            data-testid="camera-allow"
          >
            {t('meeting:moves.allowAgain')}
          </Button>
        </p>
      )}
    </div>
  )
}
