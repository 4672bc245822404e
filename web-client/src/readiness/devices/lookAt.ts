import { PictureLook, type PictureSeen } from './PictureLook.ts'
import { pause } from './pause.ts'

const LOOKS = 5
const LOOK_EVERY_MS = 300
const WAIT_MS = 100

/** `settleMs`: what it needs to be as it will be. `withinMs`: it is waited for so long before that; left out, it is there. */
interface Patience {
  readonly settleMs: number
  readonly withinMs?: number
}

/** Looks at a picture some times. @returns null when it did not come in time, which says nothing of the camera */
export async function lookAt(
  track: MediaStreamTrack,
  { settleMs, withinMs }: Patience,
  signal: AbortSignal,
): Promise<PictureSeen | null> {
  const look = new PictureLook(track)
  try {
    if (withinMs !== undefined && !(await comes(look, withinMs, signal))) return null
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

async function comes(look: PictureLook, withinMs: number, signal: AbortSignal): Promise<boolean> {
  const end = performance.now() + withinMs
  while (!look.isThere && performance.now() < end && !signal.aborted) await pause(WAIT_MS, signal)
  return look.isThere
}
