import type { Participant } from '@diem-cau/signaling-contract'
import {
  IconAlertTriangle,
  IconAntennaBars2,
  IconLock,
  IconMicrophoneOff,
  IconPin,
  IconPlugConnectedX,
  IconVideoOff,
} from '@tabler/icons-react'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { remoteKey } from '../../../live/media/RemoteMedia.ts'
import { producerOf, sharesPapers } from '../../../live/meeting/producersOf.ts'
import { useMarkText } from '../conduct/troubles/useMarkText.ts'
import { useTroublesOf } from '../conduct/troubles/useTroublesOf.ts'
import { isPinned } from '../conduct/stage/pinnedStage.ts'
import { initials } from './initials.ts'
import { LiveVideo } from '../devices/LiveVideo.tsx'
import { useMicStateOf } from '../conduct/floor/useMicState.ts'
import { useMeeting, useMeetingClient } from '../scope/MeetingContext.ts'
import { useCall, useCallText } from '../scope/useCall.ts'
import { useMirror } from '../devices/useMirror.ts'
import classes from './Tile.module.css'
import { TileLabel } from './TileLabel.tsx'
import { TileMenu } from './TileMenu.tsx'

interface Props {
  readonly participant: Participant
  readonly source: 'camera' | 'screen'
  readonly mine: boolean
  readonly large?: boolean
  /** False where the picture is part of what one does with it already. */
  readonly hasMenu?: boolean
}

/** One picture: a room's camera or its shared screen, with its name and state. */
export const Tile = memo(function Tile({ participant, source, mine, large = false, hasMenu = true }: Props) {
  const { t } = useTranslation(['meeting', 'translation', 'conduct'])
  const client = useMeetingClient()
  const element = useRef<HTMLElement>(null)
  const { participantId } = participant
  const camera = source === 'camera'
  const call = useCall(participant)
  const called = useCallText()(call)
  const mic = useMicStateOf(participantId)
  const { own, received, isLast, speaking, weak, isActing, pinned, isNetworkCamera } = useMeeting((model) => ({
    own: mine ? ownTrack(model.local, source) : null,
    received: model.remote.get(remoteKey(participantId, source))?.track ?? null,
    isNetworkCamera: mine && camera && model.local.isNetworkCamera && model.local.cameraOn,
    isLast: model.remote.get(remoteKey(participantId, source))?.isLast ?? false,
    speaking: model.speaking.has(participantId),
    isActing: model.meeting.conduct.actingChair === participantId,
    weak: !mine && model.weak.has(participantId),
    pinned: camera && isPinned(model.meeting.conduct.stage, participantId),
  }))
  const { hasProducer, isUnplayable } = useMeeting(({ meeting, unplayable }) => {
    const producer = producerOf(meeting, participantId, source)
    return {
      hasProducer: producer !== undefined,
      isUnplayable: producer !== undefined && unplayable.has(producer.producerId),
    }
  })
  // Own pictures never travel to the server and back, but the one that does not come from here.
  const isReceived = !mine || isNetworkCamera
  const track = isReceived ? received : own
  // What the media node lost has no producer just now: its last picture stays for a moment.
  const picture = mine || hasProducer || isLast ? track : null
  const lost = participant.line === 'lost'
  const told = useTroublesOf(participantId)
  const troubles = camera && !lost ? told : []
  const trouble = useMarkText()(troubles)

  useEffect(() => {
    const shown = element.current
    if (!shown || !isReceived) return
    return client.viewport.add(shown, { participantId, source })
  }, [client, isReceived, participantId, source])

  const isOfPapers = useMeeting(({ meeting }) => !camera && sharesPapers(meeting, participantId))
  const name = camera ? call.name : t(isOfPapers ? 'meeting.papersOf' : 'meeting.screenOf', { unit: called })
  return (
    <article
      ref={element}
      className={classes['tile']}
      aria-label={tileText()}
      data-testid="tile"
      data-participant={participantId}
      data-source={source}
      data-unit={participant.unit?.code}
      data-speaking={speaking && mic === 'heard' && camera}
      data-line={participant.line}
      data-mic={mic === 'heard' || mic === 'closed' ? 'on' : 'off'}
      data-mic-state={mic}
      data-video={picture ? 'on' : 'off'}
      data-large={large}
      data-pinned={pinned}
      data-troubles={troubles.length > 0 ? troubles.join(' ') : undefined}
    >
      {picture ? (
        // A tile that goes on with another participant has nothing of the former one's left.
        <Picture
          key={remoteKey(participantId, source)}
          track={picture}
          isOwnCamera={mine && camera && !isNetworkCamera}
          remote={!mine}
          whole={!camera || large}
          label={name}
          initials={camera ? initials(call.name) : ''}
        />
      ) : (
        <div className={classes['placeholder']} aria-hidden>
          <span className={classes['initials']}>{initials(call.name)}</span>
        </div>
      )}
      {!picture && isUnplayable && !lost && (
        <div className={classes['unplayable']} data-testid="tile-unplayable">
          <IconVideoOff size="1.6em" aria-hidden />
          <span>{t('meeting.unplayable')}</span>
        </div>
      )}
      {lost && (
        <div className={classes['lost']}>
          <IconPlugConnectedX size="1.6em" aria-hidden />
          <span>{t('meeting.lineLost')}</span>
        </div>
      )}
      <div className={classes['label']}>
        <TileLabel
          seat={participant.seat}
          detail={camera ? call.detail : ''}
          name={name}
          mine={mine}
          large={large}
          isActing={isActing}
        />
        {pinned && !large && <IconPin size="1.15em" aria-hidden className={classes['pinned']} />}
        {trouble !== '' && (
          <span className={classes['trouble']} title={trouble}>
            <IconAlertTriangle size="1.2em" aria-hidden />
          </span>
        )}
        {weak && trouble === '' && !lost && <IconAntennaBars2 size="1.2em" aria-hidden className={classes['weak']} />}
        {camera && mic === 'closed' && <IconLock size="1.15em" aria-hidden className={classes['closed']} />}
        {camera && mic !== 'closed' && mic !== 'heard' && (
          <IconMicrophoneOff size="1.15em" aria-hidden className={classes['muted']} />
        )}
      </div>
      {camera && hasMenu && <TileMenu participantId={participantId} name={called} mine={mine} />}
    </article>
  )

  function tileText(): string {
    const states = [
      isActing && participant.seat !== 'chair' ? t('conduct:chair.insteadBadge') : null,
      camera && (mic === 'off' || mic === 'none') ? t('meeting.micMuted') : null,
      camera && mic === 'cut' ? t('conduct:mic.cutThere') : null,
      camera && mic === 'closed' ? t('conduct:mic.closedThere') : null,
      camera && !picture && !isUnplayable && !isNetworkCamera ? t('meeting.noCamera') : null,
      !picture && isUnplayable ? t('meeting.unplayable') : null,
      pinned ? t('meeting.pinned') : null,
      trouble !== '' ? trouble : weak ? t('meeting.weakLine') : null,
      lost ? t('meeting.lineLost') : null,
    ].filter((state) => state !== null)
    const who = t('meeting.tile', {
      unit: mine ? `${name} (${t('meeting.you')})` : name,
      seat: t(`translation:seat.${participant.seat}`),
    })
    return [who, ...states].join(', ')
  }
})

function Picture({ isOwnCamera, ...picture }: Parameters<typeof LiveVideo>[0] & { readonly isOwnCamera: boolean }) {
  return isOwnCamera ? <OwnCamera {...picture} /> : <LiveVideo {...picture} />
}

function OwnCamera(picture: Parameters<typeof LiveVideo>[0]) {
  return <LiveVideo {...picture} mirrored={useMirror(picture.track)} />
}

function ownTrack(
  local: ReturnType<ReturnType<typeof useMeetingClient>['store']['getState']>['local'],
  source: 'camera' | 'screen',
) {
  if (source === 'screen') return local.screen?.video ?? null
  return local.camera.kind === 'on' && local.cameraOn ? local.camera.track : null
}
