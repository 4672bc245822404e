import type { ParticipantId } from '@diem-cau/signaling-contract'
import { IconGavel, IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useNameOf } from '../../scope/useCall.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { useMicStateOf } from './useMicState.ts'
import { FloorClockText } from './FloorClockText.tsx'
import classes from './FloorStrip.module.css'

/** Tells everyone over the stage who conducts, how one speaks, who has the floor and for how long. */
export function FloorStrip() {
  const { t } = useTranslation('conduct')
  const { me } = useMyPart()
  const nameOf = useNameOf()
  const { startedAt, mode, holders, actingChair, waiting } = useConduct((conduct) => ({
    startedAt: conduct.startedAt,
    mode: conduct.mode,
    holders: conduct.holders,
    actingChair: conduct.actingChair,
    waiting: conduct.queue.length,
  }))
  const participants = useMeeting(({ meeting }) => meeting.participants)
  if (startedAt === null) return null
  const chair = actingChair === null ? undefined : participants[actingChair]
  return (
    <div className={classes['root']} data-testid="floor-strip">
      {/* The chair knows; the name beside says it. */}
      <span
        className={classes['chair']}
        hidden={chair?.seat === 'chair' && actingChair === me}
        data-testid="acting-chair"
        data-participant={actingChair ?? ''}
        data-instead={chair !== undefined && chair.seat !== 'chair'}
      >
        <IconGavel size="1.2em" aria-hidden />
        {chair ? (
          <>
            <b>{t(chair.seat === 'chair' ? 'chair.present' : 'chair.instead')}</b>
            <span className={classes['unit']}>{nameOf(chair)}</span>
          </>
        ) : (
          <b>{t('chair.nobody')}</b>
        )}
      </span>
      <span className={classes['mode']}>
        {t(`mode.${mode}`)}
        {waiting > 0 && ` · ${t('queue.waiting', { count: waiting })}`}
      </span>
      {holders.map((holder) => {
        // The own turn is across the whole page already.
        if (holder.participantId === me) return null
        const participant = participants[holder.participantId]
        return (
          <span
            key={holder.participantId}
            className={classes['holder']}
            data-testid={`floor-holder-${holder.participantId}`}
          >
            <HolderMic holder={holder.participantId} />
            <span className={classes['unit']}>
              {nameOf(participant)}
              {holder.speaker !== '' && ` · ${holder.speaker}`}
            </span>
            <FloorClockText holder={holder} />
          </span>
        )
      })}
    </div>
  )
}

function HolderMic({ holder }: { readonly holder: ParticipantId }) {
  const { t } = useTranslation('meeting')
  const isOpen = useMicStateOf(holder) === 'heard'
  return isOpen ? (
    <IconMicrophone size="1.2em" role="img" aria-label={t('participants.micOn')} />
  ) : (
    <IconMicrophoneOff size="1.2em" role="img" aria-label={t('participants.micOff')} />
  )
}
