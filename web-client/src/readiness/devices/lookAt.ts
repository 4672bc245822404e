import { PictureLook, type PictureSeen } from './PictureLook.ts'
import { pause } from './pause.ts'

const LOOKS = 5
const LOOK_EVERY_MS = 300

/** Looks at a picture some times, after a while. @param settleMs what it needs to be as it will be */
export async function lookAt(track: MediaStreamTrack, settleMs: number, signal: AbortSignal): Promise<PictureSeen> {
  const look = new PictureLook(track)
  try {
    await pause(settleMs, signal)
    for (let n = 0; n < LOOKS; n++) {
      look.look()
      await pause(LOOK_EVERY_MS, signal)
    }
    return look.seen()
  } finally {
    look.close()
  }
}
