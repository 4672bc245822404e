/** Players that run before anybody shows them; each goes with its track. */
const early = new WeakMap<MediaStreamTrack, HTMLVideoElement>()

/** Starts a player for a picture that will be shown soon, so that its first frame is there when it is. */
export function playEarly(track: MediaStreamTrack): HTMLVideoElement {
  const video = early.get(track) ?? player(track)
  early.set(track, video)
  return video
}

/** A running player without sound, for one place on the page. Sound has its own elements. */
export function videoElement(track: MediaStreamTrack): HTMLVideoElement {
  const waiting = early.get(track)
  early.delete(track)
  return waiting ?? player(track)
}

function player(track: MediaStreamTrack): HTMLVideoElement {
  const video = document.createElement('video')
  video.muted = true
  video.autoplay = true
  video.playsInline = true
  video.disablePictureInPicture = true
  video.srcObject = new MediaStream([track])
  // Muted video may always play; a rejection means that it was replaced before it began.
  video.play().catch(() => undefined)
  return video
}
