import { Menu } from '@mantine/core'
import { IconDeviceDesktopPlus, IconDeviceDesktopX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useMeetingClient } from '../scope/MeetingContext.ts'
import { ownSecondWindow } from './ownSecondWindow.ts'

/** Opens the second screen by hand, or closes it. The browser may ask first whether the page may know of other screens. */
export function SecondItem() {
  const { t } = useTranslation('ownRoom')
  const client = useMeetingClient()
  const isOpen = useStore(ownSecondWindow.store, ({ view }) => view !== null)
  async function open() {
    await ownSecondWindow.watch()
    if (!(await ownSecondWindow.open(t('second.title')))) client.toasts.show(t('second.blocked'), 'warn')
  }
  return (
    <Menu.Item
      leftSection={isOpen ? <IconDeviceDesktopX size="1.2em" /> : <IconDeviceDesktopPlus size="1.2em" />}
      onClick={() => (isOpen ? ownSecondWindow.close(true) : void open())}
      data-testid="second-screen"
    >
      {t(isOpen ? 'second.close' : 'second.open')}
    </Menu.Item>
  )
}
