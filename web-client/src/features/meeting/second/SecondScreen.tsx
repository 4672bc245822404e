import { useEffect, useEffectEvent } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { mayKnowScreens } from '../../../browser/secondScreen/screens.ts'
import { roomSettings } from '../../ownRoom/roomSettings.ts'
import { useOwnRoom } from '../../ownRoom/useOwnRoom.ts'
import { useLayoutStore } from '../layout/LayoutContext.ts'
import { ownSecondWindow } from './ownSecondWindow.ts'
import { SecondView } from './SecondView.tsx'

/** The second screen of this device (SPEC 23.1 to 23.5): a room's is used by itself, anybody else's when they say so. */
export function SecondScreen() {
  const { t } = useTranslation('ownRoom')
  const layout = useLayoutStore()
  const isRoom = useOwnRoom()
  const shows = useStore(roomSettings, ({ secondShows }) => secondShows)
  const { view, others, wasClosed } = useStore(ownSecondWindow.store)
  const isWanted = isRoom && shows !== 'off' && (others ?? 0) > 0 && !wasClosed
  const open = useEffectEvent(() => void ownSecondWindow.open(t('second.title')))
  useEffect(() => {
    // Where nobody is asked; elsewhere the press of the button asks.
    if (isRoom)
      void mayKnowScreens().then((may) => {
        if (may) void ownSecondWindow.watch()
      })
  }, [isRoom])
  useEffect(() => {
    if (isWanted) open()
  }, [isWanted])
  useEffect(() => {
    if (isRoom && shows === 'off') ownSecondWindow.close()
  }, [isRoom, shows])
  useEffect(() => {
    layout.setState({ hasSecond: view !== null && shows !== 'wall' })
  }, [layout, shows, view])
  useEffect(
    () => () => {
      layout.setState({ hasSecond: false })
      ownSecondWindow.close()
    },
    [layout],
  )
  return view && createPortal(<SecondView window={view} />, view.document.body)
}
