import { LAST_PICTURE_MS } from './arrival.ts'
import { hasPicture } from './whenFlowing.ts'

interface Place {
  prepend(video: HTMLVideoElement): void
  querySelectorAll(selector: 'video'): Iterable<HTMLVideoElement>
}

/**
 * Puts a player into its place under the former ones. Their last picture stays until the new one has a frame, so that
 * nothing blinks; but not for longer than a last picture may, as one that is held back has none.
 */
export function takePlace(place: Place, video: HTMLVideoElement): void {
  const former = [...place.querySelectorAll('video')].filter((other) => other !== video)
  place.prepend(video)
  if (former.length === 0) return
  const onPicture = () => {
    clearTimeout(timer)
    former.forEach(letGo)
  }
  const timer = setTimeout(onPicture, LAST_PICTURE_MS)
  if (hasPicture(video)) onPicture()
  else video.addEventListener('loadeddata', onPicture, { once: true })
}

/** Takes a player away. */
export function letGo(video: HTMLVideoElement): void {
  video.srcObject = null
  video.remove()
}
