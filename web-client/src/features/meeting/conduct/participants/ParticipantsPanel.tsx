import type { Participant } from '@diem-cau/signaling-contract'
import { ActionIcon } from '@mantine/core'
import {
  IconHandStop,
  IconLock,
  IconMicrophone,
  IconMicrophoneOff,
  IconMaximize,
  IconMinimize,
  IconPlugConnectedX,
  IconScreenShare,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useCall } from '../../scope/useCall.ts'
import { useParticipantSearch } from '../../scope/useParticipantSearch.tsx'
import { sharesPapers } from '../../../../live/meeting/producersOf.ts'
import { useLayout, useLayoutStore } from '../../layout/LayoutContext.ts'
import { useMicStateOf } from '../floor/useMicState.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { ComplaintList } from '../complaints/ComplaintList.tsx'
import { TroubleLine } from '../troubles/TroubleLine.tsx'
import { DoorControls } from '../door/DoorControls.tsx'
import { ParticipantMenu } from './ParticipantMenu.tsx'
import classes from './ParticipantsPanel.module.css'

/** Lists everybody who is here, with their state. */
export function ParticipantsPanel() {
  const { t } = useTranslation('meeting')
  const { me } = useMyPart()
  const order = useMeeting((model) => model.order)
  const { found, field } = useParticipantSearch(order, {
    label: t('participants.filter'),
    hint: t('participants.filterHint'),
    above: 12,
    testId: 'filter',
  })
  return (
    <div className={classes['root']}>
      <DoorControls />
      <ComplaintList />
      {field}
      <ul className={classes['list']} tabIndex={0} aria-label={t('participants.title')}>
        {found.map((participant) => (
          <Row key={participant.participantId} participant={participant} mine={participant.participantId === me} />
        ))}
        {found.length === 0 && <li className={classes['none']}>{t('participants.none')}</li>}
      </ul>
    </div>
  )
}

function Row({ participant, mine }: { readonly participant: Participant; readonly mine: boolean }) {
  const { participantId, seat, line } = participant
  const { name, detail } = useCall(participant)
  const { t } = useTranslation(['meeting', 'translation', 'conduct', 'people'])
  const layout = useLayoutStore()
  const pinned = useLayout(({ own }) => own?.kind === 'pin' && own.participantId === participantId)
  const mic = useMicStateOf(participantId)
  const { camera, cameraStopped, screen, papers, isActing, holds, place } = useMeeting(({ meeting }) => {
    const own = Object.values(meeting.producers).filter((producer) => producer.participantId === participantId)
    return {
      camera: own.some(({ source }) => source === 'camera'),
      cameraStopped: meeting.conduct.cameraStopped[participantId] === true,
      screen: own.some(({ source }) => source === 'screen'),
      papers: sharesPapers(meeting, participantId),
      isActing: meeting.conduct.actingChair === participantId,
      holds: meeting.conduct.holders.some((holder) => holder.participantId === participantId),
      place: meeting.conduct.queue.findIndex((request) => request.participantId === participantId) + 1,
    }
  })
  const speaking = useMeeting((model) => model.speaking.has(participantId))
  const isCut = mic === 'cut'
  const micText = t(mic === 'heard' ? 'participants.micOn' : 'participants.micOff')
  const cameraText = cameraStopped
    ? t('people:isCameraStopped')
    : t(camera ? 'participants.cameraOn' : 'participants.cameraOff')
  return (
    <li
      className={classes['row']}
      data-testid="participant-row"
      data-participant={participantId}
      data-speaking={speaking && mic === 'heard'}
      data-acting={isActing}
    >
      <div className={classes['who']}>
        <span className={classes['unit']}>
          {name}
          {mine && ` (${t('meeting.you')})`}
        </span>
        <span className={classes['detail']}>
          {isActing && seat !== 'chair' && <b>{t('conduct:chair.insteadBadge')} · </b>}
          {t(`translation:seat.${seat}`)}
          {detail !== '' && ` · ${detail}`}
        </span>
      </div>
      {line === 'lost' && (
        <IconPlugConnectedX size="1.3em" role="img" aria-label={t('participants.lost')} className={classes['bad']} />
      )}
      {screen && (
        <IconScreenShare
          size="1.3em"
          role="img"
          aria-label={t(papers ? 'participants.sharingPapers' : 'participants.sharing')}
        />
      )}
      {camera ? (
        <IconVideo size="1.3em" role="img" aria-label={cameraText} />
      ) : (
        <IconVideoOff size="1.3em" role="img" aria-label={cameraText} className={classes['off']} />
      )}
      {mic !== 'heard' && mic !== 'closed' ? (
        <IconMicrophoneOff size="1.3em" role="img" aria-label={micText} className={classes['off']} />
      ) : mic === 'heard' ? (
        <IconMicrophone size="1.3em" role="img" aria-label={micText} className={classes['good']} />
      ) : (
        <IconLock size="1.3em" role="img" aria-label={t('people:closed')} className={classes['off']} />
      )}
      {!mine && (
        <ActionIcon
          size="xl"
          variant={pinned ? 'filled' : 'subtle'}
          aria-pressed={pinned}
          aria-label={`${t(pinned ? 'meeting.unpinHere' : 'meeting.pinHere')}: ${name}`}
          title={t(pinned ? 'meeting.unpinHere' : 'meeting.pinHere')}
          onClick={() =>
            layout.setState(pinned ? { own: null } : { own: { kind: 'pin', participantId }, view: 'stage' })
          }
        >
          {pinned ? <IconMinimize size="1.3em" aria-hidden /> : <IconMaximize size="1.3em" aria-hidden />}
        </ActionIcon>
      )}
      <ParticipantMenu participant={participant} />
      <TroubleLine participantId={participantId} />
      {(holds || place > 0 || isCut) && (
        <span className={classes['floor']} data-kind={isCut ? 'cut' : holds ? 'holds' : 'asks'}>
          {place > 0 && <IconHandStop size="1.1em" aria-hidden />}
          {isCut ? t('people:isCut') : holds ? t('people:holds') : t('people:asks', { place })}
        </span>
      )}
    </li>
  )
}
