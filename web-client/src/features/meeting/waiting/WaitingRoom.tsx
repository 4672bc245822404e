import { Button, Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { setNotNow } from '../../ownRoom/notNow.ts'
import { useOwnRoom } from '../../ownRoom/useOwnRoom.ts'
import { useMeeting, useMeetingScope } from '../scope/MeetingContext.ts'
import classes from './WaitingRoom.module.css'

/** Says that we wait at the door until somebody of the office lets us in, and that nothing has to be done for it. */
export function WaitingRoom() {
  const { t } = useTranslation('meeting')
  const { client, detail } = useMeetingScope()
  const isRoom = useOwnRoom()
  const locked = useMeeting(({ phase }) => phase.kind === 'waiting' && phase.locked)
  return (
    <div className={classes['root']} data-testid="waiting-room" data-locked={locked}>
      <div className={classes['title']} role="status">
        <Loader size="1.5rem" aria-hidden />
        {t(locked ? 'door.waitLocked' : 'door.wait')}
      </div>
      <p>{t(locked ? 'door.waitLockedHint' : 'door.waitHint')}</p>
      <Button
        variant="default"
        onClick={() => {
          // A room would go in again by itself.
          if (isRoom) setNotNow(detail.meetingId, true)
          client.stopWaiting()
        }}
        data-testid="stop-waiting"
      >
        {t('door.stop')}
      </Button>
    </div>
  )
}
