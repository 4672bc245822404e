import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Debian's, which has GStreamer. */
const PYTHON = '/usr/bin/python3'

export type RtspCameraOptions = {
  readonly port?: number
  /** `bframes`: H.264 whose frames come in another order than they are shown in; `large`: 20 Mbit/s of it. */
  readonly codec?: 'h264' | 'h265' | 'bframes' | 'large'
  /** Frames (25 a second) from keyframe to keyframe. */
  readonly keyframes?: number
  readonly user?: string
  readonly password?: string
}

/** A real RTSP server (GStreamer's) with a moving picture, which whoever starts it ends. */
export async function startRtspCamera({
  port = 0,
  codec = 'h264',
  keyframes = 25,
  user = '',
  password = '',
}: RtspCameraOptions = {}) {
  const args = [join(import.meta.dirname, 'rtspCamera.py'), String(port), codec, String(keyframes), user, password]
  const child = spawn(PYTHON, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then(() => {
      throw new Error('the camera did not start: are gir1.2-gst-rtsp-server-1.0 and its plugins installed?')
    }),
  ])
  const camera = { host: '127.0.0.1', port: Number(line), path: '/picture', user, password }
  return {
    camera,
    kill,
    /** It says nothing any more, and keeps its connections. */
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
  }
}
