import type { Visitor } from '@diem-cau/signaling-contract'
import { Button, Text } from '@mantine/core'
import { IconLock, IconLockOpen, IconUsersPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../../../time/formatTime.ts'
import { callOf } from '../../../../live/meeting/callOf.ts'
import { useMeeting, useMeetingScope } from '../../scope/MeetingContext.ts'
import { InviteMoreDialog } from '../../../inviteMore/InviteMoreDialog.tsx'
import { useCallText } from '../../scope/useCall.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import classes from './DoorControls.module.css'

/**
 * The door of the meeting, for those who conduct: who else may come, whether it is locked, and who was put out and may
 * not come again (SPEC 3.11, 3.12, 11.7).
 */
export function DoorControls() {
  const { t } = useTranslation(['people', 'meeting', 'schedule'])
  const { detail } = useMeetingScope()
  const { isOffice } = useMyPart()
  const [inviting, setInviting] = useState(false)
  const { lock, barred } = useMeeting((model) => model.meeting.door)
  const { ask, pending } = useAsk()
  if (!isOffice) return null
  const out = Object.values(barred).toSorted((a, b) => a.at - b.at)
  return (
    <div className={classes['root']} data-testid="door-controls" data-locked={lock !== null}>
      <Button
        variant={lock ? 'light' : 'default'}
        leftSection={lock ? <IconLockOpen size="1.2em" aria-hidden /> : <IconLock size="1.2em" aria-hidden />}
        loading={pending}
        onClick={() => void ask('door:lock', { locked: lock === null })}
        data-testid="door-lock"
      >
        {t(lock ? 'meeting:door.unlock' : 'meeting:door.lock')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconUsersPlus size="1.2em" aria-hidden />}
        onClick={() => setInviting(true)}
        data-testid="invite-more"
      >
        {t('schedule:more.button')}
      </Button>
      {inviting && <InviteMoreDialog meetingId={detail.meetingId} onClose={() => setInviting(false)} />}
      {lock && (
        <Text size="sm" c="dimmed">
          {t('lockedHint')}
        </Text>
      )}
      {out.length > 0 && (
        <section aria-labelledby="barred">
          <h3 id="barred" className={classes['title']}>
            {t('barredTitle', { count: out.length })}
          </h3>
          <ul className={classes['list']}>
            {out.map((visitor) => (
              <Barred
                key={visitor.participantId}
                visitor={visitor}
                pending={pending}
                onAllow={() => void ask('participant:allow', { participantId: visitor.participantId })}
              />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function Barred({
  visitor,
  pending,
  onAllow,
}: {
  readonly visitor: Visitor
  readonly pending: boolean
  readonly onAllow: () => void
}) {
  const { t } = useTranslation('people')
  const callText = useCallText()
  const call = useMeeting(({ meeting }) => callOf(meeting, visitor))
  return (
    <li className={classes['row']} data-testid="barred-row" data-participant={visitor.participantId}>
      <span className={classes['who']}>
        <b>{callText(call)}</b>
        <small>
          {call.detail !== '' && `${call.detail} · `}
          {t('barredAt', { time: clockTime(visitor.at) })}
        </small>
      </span>
      <Button
        size="compact-md"
        variant="default"
        disabled={pending}
        onClick={onAllow}
        aria-label={t('allowOne', { unit: callText(call) })}
        data-testid="allow"
      >
        {t('allow')}
      </Button>
    </li>
  )
}
