import { playEarly } from './videoElement.ts'

/**
 * Resolves when this track of a receiver can be heard or seen; never, if nothing of it comes. Chromium unmutes a track
 * with its first packet. That is enough for sound. A picture is there some 11 ms later, with its key frame, when a
 * player that is in no place has data.
 */
export function whenFlowing(track: MediaStreamTrack): Promise<void> {
  if (track.kind === 'audio') return track.muted ? once(track, 'unmute') : Promise.resolve()
  const video = playEarly(track)
  return hasPicture(video) ? Promise.resolve() : once(video, 'loadeddata')
}

/** Tells whether this player has a frame to show. */
export function hasPicture({ readyState }: HTMLVideoElement): boolean {
  return readyState >= HTMLMediaElement.HAVE_CURRENT_DATA
}

function once(target: EventTarget, event: string): Promise<void> {
  return new Promise((resolve) => target.addEventListener(event, () => resolve(), { once: true }))
}
