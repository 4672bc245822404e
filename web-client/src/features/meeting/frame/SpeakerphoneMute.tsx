import { useEffect, useEffectEvent, useRef } from 'react'
import { browserHid, SpeakerphoneKey } from '../../../live/hid/SpeakerphoneKey.ts'
import { useControls } from '../layout/useControls.ts'
import { useMeeting } from '../scope/MeetingContext.ts'

/** The mute key of a speakerphone is the microphone's key here (SPEC 19.7), where the browser has WebHID. */
export function SpeakerphoneMute() {
  const { toggleMic } = useControls()
  const isMuted = useMeeting(({ local }) => !local.micOn)
  const key = useRef<SpeakerphoneKey | null>(null)
  const read = useEffectEvent(() => isMuted)
  const set = useEffectEvent((next: boolean) => {
    if (next !== isMuted) toggleMic()
  })
  useEffect(() => {
    const hid = browserHid()
    if (!hid) return
    const mine = new SpeakerphoneKey({ hid, isMuted: () => read(), setMuted: (next) => set(next) })
    key.current = mine
    return () => mine.close()
  }, [])
  useEffect(() => key.current?.show(isMuted), [isMuted])
  return null
}
