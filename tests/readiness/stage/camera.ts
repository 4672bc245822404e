/** What a room's camera shows. `away`: it is unplugged. */
type Shows = 'room' | 'black' | 'frozen' | 'covered' | 'away'

declare global {
  interface Window {
    setCamera(shows: Shows): void
    /** What cameras and microphones are called from now on; null: as the browser says. */
    nameDevices(camera: string | null, microphone: string | null): void
  }
}

/** The devices of a room whose profile names them. */
export const OWN = { camera: 'Logitech Rally Camera', microphone: 'Jabra Speak 750' } as const

/**
 * Init script: the page's camera is a picture that is drawn here, with the noise of a sensor, and `setCamera` changes it while it runs, as
 * a hand or a cable does. Chromium's own fake camera cannot be changed. How it is looked at is the page's own.
 */
export function installCamera(own: { readonly camera: string; readonly microphone: string }): void {
  const WIDTH = 640
  const HEIGHT = 360
  let shows: Shows = 'room'
  let names: { camera: string | null; microphone: string | null } = { ...own }
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const pen = canvas.getContext('2d')
  const noise = new ImageData(WIDTH, HEIGHT)
  const grain = (strength: number) => {
    if (!pen) return
    const picture = pen.getImageData(0, 0, WIDTH, HEIGHT)
    for (let at = 0; at < picture.data.length; at += 4) {
      const by = strength * (Math.random() - 0.5)
      for (let colour = 0; colour < 3; colour++)
        noise.data[at + colour] = Math.max(0, Math.min(255, (picture.data[at + colour] ?? 0) + by))
      noise.data[at + 3] = 255
    }
    pen.putImageData(noise, 0, 0)
  }
  let n = 0
  const draw = () => {
    if (!pen || shows === 'frozen') return
    n++
    pen.fillStyle = shows === 'black' ? '#000' : shows === 'covered' ? '#2b2523' : '#9a8f7d'
    pen.fillRect(0, 0, WIDTH, HEIGHT)
    if (shows === 'room') {
      for (let seat = 0; seat < 6; seat++) {
        pen.fillStyle = seat % 2 === 0 ? '#2d3a55' : '#d9c8ae'
        pen.fillRect(40 + seat * 95, 190 + 6 * Math.sin(n / 5 + seat), 60, 130)
      }
      pen.fillStyle = '#f5f1e6'
      pen.fillRect(220, 30, 200, 90)
    }
    if (shows !== 'black') grain(shows === 'covered' ? 4 : 8)
  }
  const start = () => {
    draw()
    setInterval(draw, 100)
  }
  start()
  const devices = navigator.mediaDevices
  const open = devices.getUserMedia.bind(devices)
  window.setCamera = (next) => {
    const isCable = (next === 'away') !== (shows === 'away')
    shows = next
    draw()
    // A hand before the lens is told to nobody.
    if (isCable) devices.dispatchEvent(new Event('devicechange'))
  }
  window.nameDevices = (camera, microphone) => {
    names = { camera, microphone }
    devices.dispatchEvent(new Event('devicechange'))
  }
  devices.getUserMedia = async (constraints) => {
    if (constraints?.video && shows === 'away') throw new DOMException('Requested device not found', 'NotFoundError')
    const stream = await open(constraints)
    const tracks = stream.getTracks().map((real) => {
      if (real.kind === 'audio') {
        const { microphone } = names
        if (microphone !== null) Object.defineProperty(real, 'label', { value: microphone })
        return real
      }
      const [drawn] = canvas.captureStream(10).getVideoTracks()
      if (!drawn) return real
      const label = names.camera ?? real.label
      real.stop()
      Object.defineProperty(drawn, 'label', { value: label })
      return drawn
    })
    return new MediaStream(tracks)
  }
}
