import {
  mayRemove,
  maySend,
  maySetSeat,
  mayHandOver,
  maySpeak,
  type Participant,
  Seat,
} from '@diem-cau/signaling-contract'
import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowsMove,
  IconDotsVertical,
  IconGavel,
  IconMicrophone,
  IconMicrophoneOff,
  IconPlayerStop,
  IconScreenShare,
  IconScreenShareOff,
  IconPictureInPictureOn,
  IconUserCog,
  IconUserX,
  IconVideoOff,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isPinned, togglePinned } from '../stage/pinnedStage.ts'
import { producerOf } from '../../../../live/meeting/producersOf.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useNameOf } from '../../scope/useCall.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useLayoutStore } from '../../layout/LayoutContext.ts'
import { usePanelCovers } from '../../layout/usePanelCovers.ts'
import { Expected } from '../../scope/Expected.tsx'
import { useMyPart } from '../../scope/useMyPart.ts'
import { HandOverDialog } from './HandOverDialog.tsx'
import classes from './ParticipantsPanel.module.css'
import { RemoveDialog } from './RemoveDialog.tsx'

/** The actions of chair and secretary on one participant. */
export function ParticipantMenu({ participant }: { readonly participant: Participant }) {
  const { t } = useTranslation(['people', 'translation'])
  const part = useMyPart()
  const layout = useLayoutStore()
  const covers = usePanelCovers()
  const { ask, pending } = useAsk()
  const [handingOver, setHandingOver] = useState(false)
  const [removing, setRemoving] = useState(false)
  const { participantId, seat } = participant
  const nameOf = useNameOf()
  const asker = part.participant
  const facts = useMeeting(({ meeting, meeting: { conduct, producers } }) => ({
    acts: conduct.actingChair === participantId,
    holds: conduct.holders.some((holder) => holder.participantId === participantId),
    isCut: conduct.cut[participantId] === true,
    mayShare: conduct.mayShare[participantId] === true,
    stage: conduct.stage,
    movable: conduct.movableCameras[participantId] !== undefined,
    camera: producerOf({ producers }, participantId, 'camera') !== undefined,
    screen: producerOf({ producers }, participantId, 'screen'),
    mayRemove: asker !== null && mayRemove(meeting, asker, participant),
    micOpen: producerOf({ producers }, participantId, 'mic')?.paused === false,
  }))
  if (!asker || !part.isOffice) return null
  const seats = Seat.options.filter((option) => option !== seat && maySetSeat(asker, participant, option))
  const others = participantId !== part.me
  return (
    <>
      <Menu position="bottom-end" shadow="lg" middlewares={{ size: { padding: 8 } }}>
        <Menu.Target>
          <ActionIcon
            size="xl"
            variant="subtle"
            disabled={pending}
            aria-label={t('menu', { unit: nameOf(participant) })}
            data-testid={`participant-menu-${participantId}`}
          >
            <IconDotsVertical size="1.3em" aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown className={classes['menu'] ?? ''}>
          {part.isActingChair && <Expected of={[participantId]} />}
          {part.isStarted && !facts.acts && !facts.holds && maySpeak(seat) && (
            <Menu.Item
              leftSection={<IconMicrophone size="1.2em" />}
              onClick={() => void ask('floor:grant', { participantId, itemId: null })}
              data-testid="menu-grant"
            >
              {t('grant')}
            </Menu.Item>
          )}
          {facts.holds && (
            <Menu.Item
              leftSection={<IconPlayerStop size="1.2em" />}
              onClick={() => void ask('floor:end', { participantId })}
            >
              {t('endFloor')}
            </Menu.Item>
          )}
          {others && facts.micOpen && !facts.isCut && !facts.acts && (
            <Menu.Item
              leftSection={<IconMicrophoneOff size="1.2em" />}
              onClick={() => void ask('mic:cut', { participantId })}
              data-testid="menu-cut"
            >
              {t('cut')}
            </Menu.Item>
          )}
          {others && facts.movable && (
            <Menu.Item
              leftSection={<IconArrowsMove size="1.2em" />}
              // A panel that covers the pictures covers the camera too.
              onClick={() => layout.setState({ cameraOf: participantId, ...(covers && { panel: null }) })}
              data-testid="menu-move-camera"
            >
              {t('moveCamera')}
            </Menu.Item>
          )}
          {others && facts.camera && !facts.acts && (
            <Menu.Item
              leftSection={<IconVideoOff size="1.2em" />}
              onClick={() => void ask('camera:stop', { participantId })}
              data-testid="menu-stop-camera"
            >
              {t('stopCamera')}
            </Menu.Item>
          )}
          {others && facts.screen && !facts.acts && (
            <Menu.Item
              leftSection={<IconScreenShareOff size="1.2em" />}
              onClick={() => void ask('screen:stop', { participantId })}
              data-testid="menu-stop-screen"
            >
              {t(facts.screen.device === undefined ? 'stopScreen' : 'stopPapers')}
            </Menu.Item>
          )}
          {others && maySend(seat, 'screen') && (
            <Menu.Item
              leftSection={facts.mayShare ? <IconScreenShareOff size="1.2em" /> : <IconScreenShare size="1.2em" />}
              onClick={() => void ask('share:allow', { participantId, allowed: !facts.mayShare })}
              data-testid="menu-share"
            >
              {t(facts.mayShare ? 'shareNo' : 'shareYes')}
            </Menu.Item>
          )}
          {part.isActingChair && (
            <Menu.Item
              leftSection={<IconPictureInPictureOn size="1.2em" />}
              onClick={() => void ask('stage:set', { stage: togglePinned(facts.stage, participantId) })}
              data-testid="menu-pin"
            >
              {t(isPinned(facts.stage, participantId) ? 'unpinAll' : 'pinAll')}
            </Menu.Item>
          )}
          {mayHandOver(asker, participant) && (
            <Menu.Item
              leftSection={<IconGavel size="1.2em" />}
              onClick={() => setHandingOver(true)}
              data-testid="menu-hand-over"
            >
              {t('handOver')}
            </Menu.Item>
          )}
          {facts.mayRemove && (
            <Menu.Item
              color="red"
              leftSection={<IconUserX size="1.2em" />}
              onClick={() => setRemoving(true)}
              data-testid="menu-remove"
            >
              {t('remove')}
            </Menu.Item>
          )}
          {seats.length > 0 && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('changeSeat', { seat: t(`translation:seat.${seat}`) })}</Menu.Label>
              {seats.map((option) => (
                <Menu.Item
                  key={option}
                  leftSection={<IconUserCog size="1.2em" />}
                  onClick={() => void ask('seat:set', { participantId, seat: option })}
                  data-testid={`menu-seat-${option}`}
                >
                  {t(`translation:seat.${option}`)}
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {removing && <RemoveDialog participant={participant} onClose={() => setRemoving(false)} />}
      {handingOver && <HandOverDialog participant={participant} onClose={() => setHandingOver(false)} />}
    </>
  )
}
