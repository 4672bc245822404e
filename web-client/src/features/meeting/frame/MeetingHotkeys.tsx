import { useEffectEvent, useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { preferences } from '../../../live/meeting/preferences.ts'
import { useMeetingClient } from '../scope/MeetingContext.ts'
import { useFloorRequest } from '../conduct/floor/useFloorRequest.ts'
import { papersSubject } from '../papers/papersSubject.ts'
import { remoteKey } from '../../ownRoom/remote/remoteKey.ts'
import { participantsSubject } from '../conduct/participants/participantsSubject.ts'
import { useSilenceAll } from '../conduct/floor/useSilenceAll.ts'
import { isInCoveringPanel, isTyping } from '../../../browser/isTyping.ts'
import { useLayoutStore } from '../layout/LayoutContext.ts'
import { useControls } from '../layout/useControls.ts'

const BALLOT_ASKED = '[data-band="ballot"][data-state="asked"]'

/** Letter keys, and space held to talk. People whose tools type by themselves turn them off in the settings. */
export function MeetingHotkeys() {
  const client = useMeetingClient()
  const controls = useControls()
  const layout = useLayoutStore()
  const enabled = useStore(preferences, (state) => state.shortcuts)
  const talking = useRef(false)
  const { part, mayRequest, request, withdraw } = useFloorRequest()
  const silenceAll = useSilenceAll()

  const onDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && isInCoveringPanel(event.target))
      return layout.setState({ panel: null })
    if (isTyping(event.target) || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return
    if (event.key === 'Escape') return layout.setState({ panel: null })
    if (!enabled || event.repeat) return
    if (event.key === ' ') return startTalking(event)
    if (event.shiftKey && event.key.toLowerCase() === 'm') {
      event.preventDefault()
      if (part.isOffice && part.isStarted) void silenceAll()
      return
    }
    const raiseHand = () => {
      if (mayRequest) void request()
      else if (part.queuePlace !== null) void withdraw()
    }
    const actions: Record<string, () => void> = {
      m: controls.toggleMic,
      v: controls.toggleCamera,
      s: controls.toggleShare,
      w: controls.toggleView,
      p: () => controls.togglePanel(participantsSubject.name),
      f: controls.toggleFullscreen,
      r: raiseHand,
      // The third button of presenters' remote controls sends this, to blank the screen.
      b: raiseHand,
      '.': raiseHand,
      '?': controls.openShortcuts,
      // The numbers of a remote control, where no vote has taken them (SPEC 19.6).
      '4': controls.toggleCamera,
      '5': controls.toggleView,
      '6': () => controls.togglePanel(participantsSubject.name),
      '7': () => controls.togglePanel(papersSubject.name),
      '8': controls.openComplaint,
      '9': controls.openLeave,
    }
    // A number is a choice while this room is asked for its ballot.
    if (/^\d$/.test(event.key) && document.querySelector(BALLOT_ASKED) !== null) return
    const key = remoteKey(event.key)
    const action = key === 'floor' ? raiseHand : key === 'mic' ? controls.toggleMic : actions[event.key.toLowerCase()]
    if (!action) return
    event.preventDefault()
    action()
  })

  function startTalking(event: KeyboardEvent) {
    // Space presses the button that is in focus.
    if (event.target instanceof Element && event.target.closest('button, a, summary')) return
    event.preventDefault()
    const { micOn } = client.local.snapshot
    // Nobody should talk into a microphone that the meeting keeps closed.
    if (micOn || !controls.mayMic || !part.mayBeHeard) return
    talking.current = true
    controls.talk(true)
  }

  const stopTalking = useEffectEvent(() => {
    if (!talking.current) return
    talking.current = false
    controls.talk(false)
  })

  // Whoever sees the buttons may press their keys: not only once the page has been painted.
  useLayoutEffect(() => {
    const onUp = (event: KeyboardEvent) => {
      if (event.key === ' ') stopTalking()
    }
    // The page loses the keyboard while space is held: no microphone should stay open.
    const onBlur = () => stopTalking()
    window.addEventListener('keydown', onDown)
    window.addEventListener('keyup', onUp)
    window.addEventListener('blur', onBlur)
    return () => {
      window.removeEventListener('keydown', onDown)
      window.removeEventListener('keyup', onUp)
      window.removeEventListener('blur', onBlur)
    }
  }, [])
  return null
}
