import { Modal } from '@mantine/core'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { preferences, remember } from '../../../live/meeting/preferences.ts'
import { RemoteHelp } from './RemoteHelp.tsx'
import { hasOwnArrows, moveFocus } from './moveFocus.ts'
import { remoteKey } from './remoteKey.ts'
import classes from './RemoteControl.module.css'

const FIELD = 'input, textarea, select, [contenteditable="true"]'
const BACK = '[data-remote-back]'
const LAYER = '[role="dialog"], [role="menu"]'
/** How loud it is after each press of the one key, and by how much the two keys change it. */
const LOUDNESS = [1, 0.75, 0.5, 0.25] as const
const STEP = 0.1
const SHOWN_MS = 3_000
/** Hidden controls are shown within this time, in milliseconds. */
const SHOWING_MS = 100

/**
 * The remote control on all pages of a room (SPEC 19.6): arrows move the focus to what lies there, "back" closes or goes
 * back, and volume and help have a key each. Floor and microphone are the meeting's own (MeetingHotkeys).
 */
export function RemoteControl() {
  const { t } = useTranslation(['ownRoom', 'translation'])
  const volume = useStore(preferences, (state) => state.volume)
  const hadLayer = useRef(false)
  const [isHelping, setHelping] = useState(false)
  /** Counts the presses that changed the loudness while it is shown; 0: it is not. */
  const [presses, setPresses] = useState(0)

  const sound = (next: number) => {
    remember({ volume: Math.min(1, Math.max(0, Math.round(next * 100) / 100)) })
    setPresses((before) => before + 1)
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
    const key = remoteKey(event.key)
    if (key === null) return
    const isLetter = event.key.length === 1
    if (isLetter && event.target instanceof Element && event.target.closest(FIELD)) return
    switch (key) {
      case 'up':
      case 'down':
      case 'left':
      case 'right':
        if (hasOwnArrows(event.target, key)) return
        event.preventDefault()
        // Controls that were hidden are laid out with the first key that is pressed.
        if (!moveFocus(key)) setTimeout(() => moveFocus(key), SHOWING_MS)
        return
      case 'back':
        // A dialog closes with the key itself; browsers would leave the page with one of the others.
        if (event.key !== 'Escape') {
          event.preventDefault()
          const again = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })
          ;(document.activeElement ?? document.body).dispatchEvent(again)
          return
        }
        if (!hadLayer.current) document.querySelector<HTMLElement>(BACK)?.click()
        return
      case 'volume':
        event.preventDefault()
        return sound(LOUDNESS.find((level) => level < volume - 0.01) ?? 1)
      case 'louder':
      case 'quieter':
        event.preventDefault()
        return sound(volume + (key === 'louder' ? STEP : -STEP))
      case 'help':
        event.preventDefault()
        return setHelping((before) => !before)
      case 'floor':
      case 'mic':
        return
      default:
        return key satisfies never
    }
  })
  useLayoutEffect(() => {
    // Looked at before anything heeds the key: a dialog may be closed by it, and gone, before its turn is here.
    const look = () => {
      hadLayer.current = document.querySelector(LAYER) !== null
    }
    window.addEventListener('keydown', look, { capture: true })
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', look, { capture: true })
      window.removeEventListener('keydown', onKey)
    }
  }, [])
  useEffect(() => {
    document.documentElement.dataset['remote'] = ''
    return () => {
      delete document.documentElement.dataset['remote']
    }
  }, [])
  useEffect(() => {
    if (presses === 0) return
    const timer = setTimeout(() => setPresses(0), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [presses])
  const percent = Math.round(volume * 100)
  return (
    <>
      {presses > 0 && (
        <div className={classes['loudness']} role="status" data-testid="loudness" data-percent={percent}>
          {t('remote.loudness', { percent })}
          <span className={classes['bar']} aria-hidden>
            <span style={{ width: `${percent}%` }} />
          </span>
        </div>
      )}
      <Modal
        opened={isHelping}
        onClose={() => setHelping(false)}
        title={t('remote.title')}
        size="xl"
        centered
        closeButtonProps={{ 'aria-label': t('translation:common.close'), size: 'lg' }}
      >
        <RemoteHelp />
      </Modal>
    </>
  )
}
