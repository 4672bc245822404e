import { Menu, UnstyledButton } from '@mantine/core'
import { IconDots, IconEarOff, IconKeyboard, IconMaximize, IconMinimize, IconSettings } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import toggle from '../../ui/ToggleButton.module.css'
import { useControls } from './useControls.ts'

export function MoreMenu() {
  const { t } = useTranslation(['translation', 'conduct'])
  const controls = useControls()
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
        {document.fullscreenEnabled && (
          <Menu.Item leftSection={full ? <IconMinimize size="1.2em" /> : <IconMaximize size="1.2em" />} rightSection="F" onClick={controls.toggleFullscreen}>
            {t(full ? 'control.exitFullscreen' : 'control.fullscreen')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconEarOff size="1.2em" />} onClick={controls.openComplaint} data-testid="complain">
          {t('conduct:complaint.menu')}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size="1.2em" />} onClick={controls.openSettings} data-testid="settings">
          {t('control.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size="1.2em" />} rightSection="?" onClick={controls.openShortcuts}>
          {t('control.shortcuts')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
