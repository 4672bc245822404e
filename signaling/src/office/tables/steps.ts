import { setImmediate } from 'node:timers/promises'

/** A long computation that says where it may be interrupted. */
export type Steps<T> = Generator<undefined, T>

/** The work goes on for so long at a time: meetings, sockets and other requests wait no longer for it. */
const TURN_MS = 10

/** Does the work bit by bit, and lets everything else have its turn in between. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let since = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - since < TURN_MS) continue
    await setImmediate()
    since = performance.now()
  }
}

/** Does the work without a pause: for small files, and before anybody is served. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
