import { Menu, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconDots,
  IconEarOff,
  IconKeyboard,
  IconLayoutGrid,
  IconLock,
  IconLockOpen,
  IconMaximize,
  IconMinimize,
  IconPictureInPictureOn,
  IconScreenShare,
  IconScreenShareOff,
  IconSettings,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../scope/useAsk.ts'
import { useMyPart } from '../scope/useMyPart.ts'
import toggle from '../../../ui/ToggleButton.module.css'
import { useMeeting } from '../scope/MeetingContext.ts'
import { useLayout } from '../layout/LayoutContext.ts'
import { useControls } from '../layout/useControls.ts'
import { DocumentCameraItem } from '../devices/DocumentCameraItem.tsx'
import { SecondItem } from '../second/SecondItem.tsx'

interface Props {
  /** True when the menu also has what the toolbar has no room for. */
  readonly isFolded: boolean
}

export function MoreMenu({ isFolded }: Props) {
  const { t } = useTranslation(['meeting', 'conduct'])
  const controls = useControls()
  const isSharing = useMeeting(({ local }) => local.screen !== null)
  const view = useLayout((state) => state.view)
  // A finger has no keys, and nothing to hover with.
  const hasKeys = !useMediaQuery('(hover: none)', false, { getInitialValueInEffect: false })
  const { isOffice } = useMyPart()
  const { ask, pending } = useAsk()
  const path = useMeeting((model) => model.path)
  const locked = useMeeting((model) => model.meeting.door.lock !== null)
  const [full, setFull] = useState(document.fullscreenElement !== null)
  useEffect(() => {
    const update = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', update)
    return () => document.removeEventListener('fullscreenchange', update)
  }, [])
  return (
    <Menu position="top" shadow="lg" withArrow>
      <Menu.Target>
        <UnstyledButton className={toggle['button']} data-testid="more" aria-label={t('control.more')}>
          <span className={toggle['icon']} aria-hidden>
            <IconDots />
          </span>
          <span className={toggle['text']} aria-hidden>
            {t('control.more')}
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {isFolded && controls.mayShare && (
          <Menu.Item
            leftSection={isSharing ? <IconScreenShareOff size="1.2em" /> : <IconScreenShare size="1.2em" />}
            disabled={!isSharing && !controls.mayShareNow}
            onClick={controls.toggleShare}
            data-testid="share"
          >
            {t(isSharing ? 'control.shareOn' : controls.sharesSound ? 'control.shareOff' : 'control.shareOffSilent')}
          </Menu.Item>
        )}
        {isFolded && (
          <Menu.Item
            leftSection={view === 'wall' ? <IconPictureInPictureOn size="1.2em" /> : <IconLayoutGrid size="1.2em" />}
            onClick={controls.toggleView}
            data-testid="view"
          >
            {t(view === 'wall' ? 'control.viewStage' : 'control.viewWall')}
          </Menu.Item>
        )}
        {document.fullscreenEnabled && (
          <Menu.Item
            leftSection={full ? <IconMinimize size="1.2em" /> : <IconMaximize size="1.2em" />}
            rightSection={hasKeys && 'F'}
            onClick={controls.toggleFullscreen}
          >
            {t(full ? 'control.exitFullscreen' : 'control.fullscreen')}
          </Menu.Item>
        )}
        <DocumentCameraItem />
        <SecondItem />
        {isOffice && (
          <Menu.Item
            leftSection={locked ? <IconLockOpen size="1.2em" /> : <IconLock size="1.2em" />}
            disabled={pending}
            onClick={() => void ask('door:lock', { locked: !locked })}
            data-testid="menu-lock"
          >
            {t(locked ? 'door.unlock' : 'door.lock')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconEarOff size="1.2em" />} onClick={controls.openComplaint} data-testid="complain">
          {t('conduct:complaint.menu')}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size="1.2em" />} onClick={controls.openSettings} data-testid="settings">
          {t('control.settings')}
        </Menu.Item>
        {hasKeys && (
          <Menu.Item leftSection={<IconKeyboard size="1.2em" />} rightSection="?" onClick={controls.openShortcuts}>
            {t('control.shortcuts')}
          </Menu.Item>
        )}
        {path !== null && (
          <Menu.Label data-testid="media-path" data-path={path}>
            {t(`path.${path}`)}
          </Menu.Label>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
