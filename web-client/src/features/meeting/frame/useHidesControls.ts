import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { bandAsks } from '../layout/bands.ts'
import { IdleWatch } from './IdleWatch.ts'
import { preferences } from '../../../live/meeting/preferences.ts'
import { accountStore } from '../../../api/client/account.ts'
import { useMeetingScope } from '../scope/MeetingContext.ts'
import { useLayoutStore } from '../layout/LayoutContext.ts'

/** The controls stay long enough to find a button with the eyes and to walk to the keyboard, in milliseconds. */
const AFTER_MS = 8_000

const TOUCHES = ['keydown', 'pointermove', 'pointerdown', 'wheel', 'focusin'] as const

/** Matches anything that is open over the meeting. */
const OPEN = '[role=dialog], [role=menu], [role=listbox]'

/** Matches the control that the keyboard stands on. A focus left behind by a mouse is no reason. */
const FOCUSED = '[data-controls] :focus-visible'

/** A control that the keyboard stands on is being read for so long, in milliseconds; then whoever stood there has gone. */
const FOCUSED_MS = 40_000

/** Lets go of the control that was left, so that a key which is pressed later does nothing unseen. @returns false while it is in use */
function leaveFocus(idleMs: number): boolean {
  const focused = document.querySelector<HTMLElement>(FOCUSED)
  if (focused && idleMs < FOCUSED_MS) return false
  focused?.blur()
  return true
}

/**
 * Hides the controls on the TV of a room, and on any page as large, while nobody touches anything, so that the pictures
 * have the whole screen (decision 013). They are back with any key, movement or touch, and when something has to be
 * answered. @returns true while they are hidden
 */
export function useHidesControls(isIn: boolean): boolean {
  const layout = useLayoutStore()
  const { client } = useMeetingScope()
  const keeps = useStore(preferences, ({ keepControls }) => keepControls)
  const isRoom = useStore(accountStore, (state) => state.status === 'signedIn' && state.account.kind === 'room')
  const isLarge = useMediaQuery('(min-width: 1600px)', false, { getInitialValueInEffect: false })
  const [hidden, setHidden] = useState(false)
  const watches = isIn && !keeps && (isRoom || isLarge)

  useEffect(() => {
    if (!watches) return
    const mayHide = (idleMs: number) => {
      const { bands, panel, dialog } = layout.getState()
      const isFree = panel === null && dialog === null && !bandAsks(bands) && document.querySelector(OPEN) === null
      return isFree && leaveFocus(idleMs)
    }
    const watch = new IdleWatch({ afterMs: AFTER_MS, mayHide, onChange: setHidden })
    for (const touch of TOUCHES) window.addEventListener(touch, watch.touch, { passive: true, capture: true })
    const stops = [
      layout.subscribe(({ bands }, before) => {
        if (bands !== before.bands && bandAsks(bands)) watch.touch()
      }),
      // Somebody asks to speak, or a request has failed.
      client.store.subscribe(({ meeting }, before) => {
        if (meeting.conduct.queue.length > before.meeting.conduct.queue.length) watch.touch()
      }),
      client.trouble$.on(watch.touch),
    ]
    return () => {
      for (const touch of TOUCHES) window.removeEventListener(touch, watch.touch, { capture: true })
      for (const stop of stops) stop()
      watch.close()
    }
  }, [client, layout, watches])
  return hidden
}
