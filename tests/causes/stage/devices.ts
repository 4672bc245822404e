import { join } from 'node:path'
import { type Rgb, writeFakeCamera } from '../../browser/devices/fakeCamera.ts'
import { writeFakeMicrophone } from '../../browser/devices/fakeMicrophone.ts'
import { fileDevices } from '../../browser/devices/fileDevices.ts'
import { writeStill } from '../../browser/devices/writePictures.ts'
import { writeSound } from '../../browser/devices/writeSound.ts'

/** What a room has: ordinary devices, or one that is not well. */
export type Devices =
  | 'ordinary'
  | 'none'
  | 'cameraBlack'
  | 'cameraFrozen'
  | 'microphoneDead'
  | 'microphoneQuiet'
  | 'microphoneClips'

const COLOUR: Rgb = [40, 60, 200]
/** Three that encode and four that decode share two cores with all servers. */
const MOVING = { width: 480, height: 288, fps: 8, frames: 16 }
const SECONDS = 3

/** Beeps, as a browser takes a steady tone for noise. */
const beep = (seconds: number, hertz: number) => (seconds % 0.5 < 0.35 ? Math.sin(2 * Math.PI * hertz * seconds) : 0)

/** As a voice: overtones of a pitch that goes up and down, in syllables of which no two are alike, as a browser takes what stays the same for noise. */
const OVERTONES = [1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2]
const syllable = (seconds: number) => {
  const turn =
    2 * Math.PI * 150 * seconds + 12 * Math.sin(2 * Math.PI * 1.1 * seconds) + 5 * Math.sin(2 * Math.PI * 3.3 * seconds)
  const loud = Math.max(0, Math.sin(2 * Math.PI * 2.1 * seconds) + 0.4 * Math.sin(2 * Math.PI * 5.3 * seconds))
  const vowel = Math.sin(2 * Math.PI * 0.9 * seconds)
  return (
    loud *
    OVERTONES.reduce(
      (sum, share, n) => sum + share * (1 + vowel * (n % 2 === 0 ? -0.4 : 0.4)) * Math.sin(turn * (n + 1) + n * n),
      0,
    )
  )
}

/** Writes what the devices give into a folder. @param hertz the tone of an ordinary microphone, another one for each room @returns Chromium's flags to use them */
export function deviceFlags(folder: string, devices: Devices, hertz: number): string[] {
  if (devices === 'none') return ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0']
  const camera = join(folder, `${devices}.y4m`)
  const microphone = join(folder, `${devices}-${hertz}.wav`)
  if (devices === 'cameraBlack') writeStill(camera, 16)
  else if (devices === 'cameraFrozen') writeStill(camera, 120)
  else writeFakeCamera(camera, COLOUR, MOVING)
  if (devices === 'microphoneDead') writeSound(microphone, SECONDS, () => 0)
  // So quiet that what the browser makes louder by itself is still too quiet.
  else if (devices === 'microphoneQuiet') writeSound(microphone, SECONDS, (seconds) => beep(seconds, 700) * 0.0004)
  // As of an amplifier that is turned up too far.
  else if (devices === 'microphoneClips') writeSound(microphone, SECONDS, (seconds) => syllable(seconds) * 6)
  else writeFakeMicrophone(microphone, hertz)
  return fileDevices(camera, microphone)
}

/**
 * Init script: the room's loudspeaker is heard by its microphone a moment later, as in a hall without curtains. Sound is the browser's own; what
 * the air does in a room is done here, as no two fake devices share any.
 */
export function installEcho(): void {
  const heard: MediaStreamTrack[] = []
  const context = new AudioContext()
  const air = new DelayNode(context, { delayTime: 0.16 })
  const ear = context.createMediaStreamDestination()
  air.connect(new GainNode(context, { gain: 0.6 })).connect(ear)
  const Connection = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      this.addEventListener('track', ({ track }) => {
        if (track.kind !== 'audio' || heard.includes(track)) return
        heard.push(track)
        context.createMediaStreamSource(new MediaStream([track])).connect(air)
      })
    }
  }
  const devices = navigator.mediaDevices
  const open = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (constraints) => {
    const stream = await open(constraints)
    const [own] = stream.getAudioTracks()
    if (!own) return stream
    await context.resume()
    context
      .createMediaStreamSource(new MediaStream([own]))
      .connect(new GainNode(context, { gain: 0.02 }))
      .connect(ear)
    const [mixed] = ear.stream.getAudioTracks()
    return new MediaStream([...stream.getVideoTracks(), ...(mixed ? [mixed.clone()] : [])])
  }
}
