import { setTimeout as wait } from 'node:timers/promises'
import { MeetingError } from '@diem-cau/signaling-contract'
import { type Claimed, DirectoryUnavailable, type Leases } from './Leases.ts'

/** Does work while no other process does work of that name. @throws MeetingError `storeUnavailable` when it cannot be known, or takes too long */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>

const LOOK_MS = 50
/** A turn is waited for so long: longer than any takes, as converting a paper is ended after 120 s. The turn of a process that dies is over in 3 s. */
const LONGEST_WAIT_MS = 150_000

/** Turns that processes take by leases. Within a process nothing waits: what it holds it may take again. */
export function inTurn(leases: Leases): InTurn {
  return async (name, work) => {
    const until = performance.now() + LONGEST_WAIT_MS
    for (;;) {
      const claimed = await claim(leases, name)
      if (claimed.kind === 'held') {
        try {
          return await work()
        } finally {
          await claimed.lease.release()
        }
      }
      if (performance.now() > until)
        throw new MeetingError('storeUnavailable', `${claimed.holder} has had its turn at ${name} for too long`)
      await wait(LOOK_MS)
    }
  }
}

async function claim(leases: Leases, name: string): Promise<Claimed> {
  try {
    return await leases.claim(`turn:${name}`, () => undefined)
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error
    throw new MeetingError('storeUnavailable', error.message)
  }
}
