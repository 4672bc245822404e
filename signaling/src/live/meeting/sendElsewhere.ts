import { setTimeout as wait } from 'node:timers/promises'
import type { MeetingHost } from './MeetingHost.ts'

/** Clients are told one after the other, so many milliseconds apart, and all of them within the most. */
const APART_MS = 4
const MOST_TELLING_MS = 400

/** So long those who were told have to go, in milliseconds: who does not know the notice is cut after it, and comes back by itself. */
const GOING_MS = 1500
const LOOK_MS = 20

/** Tells the clients of a meeting that was let go of to go to another process. Resolves when they have gone, or had the time to. */
export async function sendElsewhere(
  host: MeetingHost,
  clients: MeetingHost['clients'],
  process: string,
): Promise<void> {
  const apart = Math.min(APART_MS, MOST_TELLING_MS / Math.max(1, clients.length))
  const until = performance.now() + GOING_MS
  for (const client of clients) {
    client.notify({ name: 'elsewhere', process })
    await wait(apart)
  }
  while (host.clients.length > 0 && performance.now() < until) await wait(LOOK_MS)
}
