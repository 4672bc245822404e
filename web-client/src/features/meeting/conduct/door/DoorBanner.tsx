import type { Visitor } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconDoorEnter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../../../time/formatTime.ts'
import { callOf } from '../../../../live/meeting/callOf.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useCallText } from '../../scope/useCall.ts'
import { Band } from '../../layout/Band.tsx'
import classes from './DoorBanner.module.css'

/** Up to this many names are shown at once; a dozen would hide the meeting. */
const FEW = 3

/** Shows those who wait to be let in to those who let people in (SPEC 3.7). */
export function DoorBanner() {
  const { t } = useTranslation('meeting')
  const { isOffice } = useMyPart()
  const { waiting, lock } = useMeeting((model) => model.meeting.door)
  const [opened, setOpened] = useState<boolean | null>(null)
  const { ask, pending } = useAsk()
  if (!isOffice || waiting.length === 0) return null
  const shown = opened ?? waiting.length <= FEW
  return (
    <Band
      name="door"
      order={50}
      weight="asks"
      icon={IconDoorEnter}
      line={t(lock ? 'door.waitingLocked' : 'door.waiting', { count: waiting.length })}
    >
      <section className={classes['root']} aria-label={t('door.title')} data-testid="door" data-count={waiting.length}>
        <div className={classes['head']}>
          <span className={classes['text']} role="status">
            <IconDoorEnter size="1.4em" aria-hidden />
            {t(lock ? 'door.waitingLocked' : 'door.waiting', { count: waiting.length })}
          </span>
          <Button
            variant="default"
            onClick={() => setOpened(!shown)}
            aria-expanded={shown}
            rightSection={
              shown ? <IconChevronUp size="1.1em" aria-hidden /> : <IconChevronDown size="1.1em" aria-hidden />
            }
            data-testid="door-list"
          >
            {t(shown ? 'door.hide' : 'door.show')}
          </Button>
          <Button
            loading={pending}
            onClick={() => void ask('door:admit', { participantIds: null })}
            data-testid="admit-all"
          >
            {t('door.admitAll')}
          </Button>
        </div>
        {shown && (
          <ul className={classes['list']}>
            {waiting.map((visitor) => (
              <Row
                key={visitor.participantId}
                visitor={visitor}
                pending={pending}
                onAdmit={() => void ask('door:admit', { participantIds: [visitor.participantId] })}
                onRefuse={() =>
                  void ask('participant:remove', { participantId: visitor.participantId, barred: true, reason: '' })
                }
              />
            ))}
          </ul>
        )}
      </section>
    </Band>
  )
}

interface RowProps {
  readonly visitor: Visitor
  readonly pending: boolean
  readonly onAdmit: () => void
  readonly onRefuse: () => void
}

function Row({ visitor, pending, onAdmit, onRefuse }: RowProps) {
  const { t } = useTranslation(['meeting', 'translation'])
  const callText = useCallText()
  const call = useMeeting(({ meeting }) => callOf(meeting, visitor))
  return (
    <li className={classes['row']} data-testid="door-row" data-unit={call.name}>
      <span className={classes['who']}>
        <strong>{call.name}</strong>
        <span>
          {call.detail !== '' && `${call.detail} · `}
          {t(`translation:seat.${visitor.seat}`)} · {t('door.since', { time: clockTime(visitor.at) })}
        </span>
      </span>
      <Button
        variant="subtle"
        color="red"
        disabled={pending}
        onClick={onRefuse}
        aria-label={t('door.refuseOne', { unit: callText(call) })}
        data-testid="refuse"
      >
        {t('door.refuse')}
      </Button>
      <Button
        variant="light"
        disabled={pending}
        onClick={onAdmit}
        aria-label={t('door.admitOne', { unit: callText(call) })}
        data-testid="admit"
      >
        {t('door.admit')}
      </Button>
    </li>
  )
}
