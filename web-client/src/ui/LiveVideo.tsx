import { useEffect, useLayoutEffect, useRef } from 'react'
import { markFirstFrame } from '../media/firstFrame.ts'
import { videoElement } from '../media/videoElement.ts'
import classes from './LiveVideo.module.css'

interface Props {
  readonly track: MediaStreamTrack
  readonly mirrored?: boolean
  /** Of another participant: its first frame ends the measure of how long joining took. */
  readonly remote?: boolean
  /** A shared screen is shown whole, a face may be cropped. */
  readonly whole?: boolean
  readonly label: string
}

/** A picture without sound; sound has its own elements. */
export function LiveVideo({ track, mirrored = false, remote = false, whole = false, label }: Props) {
  const box = useRef<HTMLDivElement>(null)
  // Before the page is painted. The element is not React's: it may have been playing since before there was a place for it.
  useLayoutEffect(() => {
    const video = videoElement(track)
    box.current?.append(video)
    if (remote) markFirstFrame(video)
    return () => {
      video.srcObject = null
      video.remove()
    }
  }, [track, remote])
  // After each render, as the element may be another one.
  useEffect(() => box.current?.querySelector('video')?.setAttribute('aria-label', label))
  return <div ref={box} className={classes['box']} data-mirrored={mirrored} data-whole={whole} />
}
