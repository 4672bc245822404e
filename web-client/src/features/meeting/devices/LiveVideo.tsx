import { useEffect, useLayoutEffect, useRef } from 'react'
import { markFirstFrame } from '../../../live/media/firstFrame.ts'
import { pictureFit, pictureSize } from '../../../live/media/pictureFit.ts'
import { letGo, takePlace } from '../../../live/media/takePlace.ts'
import { videoElement } from '../../../live/media/videoElement.ts'
import classes from './LiveVideo.module.css'

interface Props {
  readonly track: MediaStreamTrack
  readonly mirrored?: boolean
  /** True for another participant's picture: its first frame ends the measure of how long joining took. */
  readonly remote?: boolean
  /** A shared screen is shown whole; a face may be cropped a little, see `pictureFit`. */
  readonly whole?: boolean
  readonly label: string
  /** Letters that stand for it until it has its first frame. */
  readonly initials?: string
}

/** Every place that cuts its picture has this shape, so nothing need be measured while the page is laid out. */
const TILE = { width: 16, height: 9 }

/** A picture without sound; sound has its own elements. */
export function LiveVideo({ track, mirrored = false, remote = false, whole = false, label, initials = '' }: Props) {
  const box = useRef<HTMLDivElement>(null)
  // The element is put in place before the page is painted. It is not React's: it may have been playing since before
  // there was a place for it.
  useLayoutEffect(() => {
    const place = box.current
    if (!place) return
    const video = videoElement(track)
    takePlace(place, video)
    if (remote) markFirstFrame(video)
  }, [track, remote])
  useLayoutEffect(() => {
    const place = box.current
    return () => place?.querySelectorAll('video').forEach(letGo)
  }, [])
  // The size is the picture's, not the element's: it is known with the first frame, and changes when a phone is turned.
  useLayoutEffect(() => {
    const place = box.current
    const video = place?.querySelector('video')
    if (!place || !video) return
    const fit = () => {
      place.dataset['fit'] = pictureFit(pictureSize(video), TILE, whole)
    }
    fit()
    video.addEventListener('resize', fit)
    return () => video.removeEventListener('resize', fit)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another track has another element
  }, [track, whole])
  // The label is set after each render, as the element may be another one.
  useEffect(() => box.current?.querySelector('video')?.setAttribute('aria-label', label))
  return (
    <div ref={box} className={classes['box']} data-mirrored={mirrored} data-whole={whole} data-initials={initials} />
  )
}
