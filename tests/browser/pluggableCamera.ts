declare global {
  interface Window {
    plugCamera(plugged: boolean, label?: string): void
  }
}

/**
 * Init script: `plugCamera(false)` pulls the page's camera out, `plugCamera(true)` puts it back. Chromium cannot be
 * told to lose its fake camera, so what a page notices of it is made here: the track ends, opening fails,
 * `devicechange` fires. Tracks are the browser's own. With a label that camera alone is pulled out, and not put back.
 */
export function installPluggableCamera(): void {
  const devices = navigator.mediaDevices
  const open = devices.getUserMedia.bind(devices)
  const tracks = new Set<MediaStreamTrack>()
  let isPlugged = true
  devices.getUserMedia = async (constraints) => {
    if (constraints?.video && !isPlugged) throw new DOMException('Requested device not found', 'NotFoundError')
    const stream = await open(constraints)
    for (const track of stream.getVideoTracks()) tracks.add(track)
    return stream
  }
  window.plugCamera = (plugged, label) => {
    isPlugged = plugged || label !== undefined
    for (const track of plugged ? [] : tracks) {
      if (track.readyState === 'ended' || !track.label.includes(label ?? '')) continue
      track.stop()
      track.dispatchEvent(new Event('ended'))
    }
    if (label === undefined) tracks.clear()
    devices.dispatchEvent(new Event('devicechange'))
  }
}
