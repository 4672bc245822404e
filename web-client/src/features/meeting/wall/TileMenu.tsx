import { isOffice, type ParticipantId } from '@diem-cau/signaling-contract'
import { Menu } from '@mantine/core'
import {
  IconArrowsMove,
  IconDotsVertical,
  IconMaximize,
  IconMinimize,
  IconPin,
  IconPinnedOff,
} from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isPinned, togglePinned } from '../conduct/stage/pinnedStage.ts'
import { Expected } from '../scope/Expected.tsx'
import { useAsk } from '../scope/useAsk.ts'
import { useConduct } from '../scope/useConduct.ts'
import { useMeeting } from '../scope/MeetingContext.ts'
import { useLayout, useLayoutStore } from '../layout/LayoutContext.ts'
import classes from './Tile.module.css'

interface Props {
  readonly participantId: ParticipantId
  /** The name in words. */
  readonly name: string
  readonly mine: boolean
}

/** Lists the actions on one picture, in words, for a mouse, a finger, the keyboard and a remote control. */
export function TileMenu(props: Props) {
  const acts = useMeeting(
    ({ meeting, phase }) => phase.kind === 'inMeeting' && meeting.conduct.actingChair === phase.me,
  )
  // The own picture is never large on one's own screen.
  return props.mine && !acts ? null : <OfTile {...props} acts={acts} />
}

function OfTile({ participantId, name, mine, acts }: Props & { readonly acts: boolean }) {
  const { t } = useTranslation(['meeting', 'stage'])
  const layout = useLayoutStore()
  const { ask } = useAsk()
  const stage = useConduct((conduct) => conduct.stage)
  const isOwn = useLayout(({ own }) => own?.kind === 'pin' && own.participantId === participantId)
  const isForAll = isPinned(stage, participantId)
  const movesCamera = useMeeting(({ meeting, phase }) => {
    const self = phase.kind === 'inMeeting' ? meeting.participants[phase.me] : undefined
    return (
      !mine &&
      self !== undefined &&
      isOffice(meeting, self) &&
      meeting.conduct.movableCameras[participantId] !== undefined
    )
  })
  const button = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState<boolean | null>(null)
  const target = (
    // As plain as can be: there is one on each of 85 tiles.
    <button
      type="button"
      ref={button}
      className={classes['menu']}
      data-opened={opened === true}
      aria-haspopup="menu"
      aria-expanded={opened === true}
      aria-label={t('meeting.tileMenu', { unit: name })}
      title={t('meeting.tileMenu', { unit: name })}
      onClick={() => setOpened((before) => before !== true)}
      data-testid="tile-menu"
    >
      <IconDotsVertical size="1.3em" aria-hidden />
    </button>
  )
  // A menu is made when it is opened first: 85 at once would cost the wall its pictures.
  if (opened === null) return target
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      onClose={() => button.current?.focus()}
      position="bottom-end"
      shadow="lg"
      withinPortal
    >
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        {acts && <Expected of={[participantId]} />}
        {acts && (
          <Menu.Item
            leftSection={isForAll ? <IconPinnedOff size="1.2em" aria-hidden /> : <IconPin size="1.2em" aria-hidden />}
            onClick={() => void ask('stage:set', { stage: togglePinned(stage, participantId) })}
            data-testid="tile-pin-all"
          >
            {t(isForAll ? 'stage:pin.noneForAll' : 'stage:pin.forAll')}
          </Menu.Item>
        )}
        {movesCamera && (
          <Menu.Item
            leftSection={<IconArrowsMove size="1.2em" aria-hidden />}
            onClick={() => layout.setState({ cameraOf: participantId })}
            data-testid="tile-move-camera"
          >
            {t('moves.control')}
          </Menu.Item>
        )}
        {!mine && (
          <Menu.Item
            leftSection={isOwn ? <IconMinimize size="1.2em" aria-hidden /> : <IconMaximize size="1.2em" aria-hidden />}
            onClick={() =>
              layout.setState(isOwn ? { own: null } : { own: { kind: 'pin', participantId }, view: 'stage' })
            }
            data-testid="tile-pin"
          >
            {t(isOwn ? 'meeting.unpinHere' : 'meeting.pinHere')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
