import { setTimeout as wait } from 'node:timers/promises'
import { DirectoryUnavailable, type Leases } from './Leases.ts'

/** Does work while no other process does work of that name. @throws DirectoryUnavailable also when the others take too long */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>

const LOOK_MS = 50
/** A process that dies has its turn for 1.5 s more. */
const LONGEST_WAIT_MS = 30_000

/** Turns that processes take by leases. Within a process nothing waits: what it holds it may take again. */
export function inTurn(leases: Leases): InTurn {
  return async (name, work) => {
    const until = performance.now() + LONGEST_WAIT_MS
    for (;;) {
      const claimed = await leases.claim(`turn:${name}`, () => undefined)
      if (claimed.kind === 'held') {
        try {
          return await work()
        } finally {
          await claimed.lease.release()
        }
      }
      if (performance.now() > until)
        throw new DirectoryUnavailable(new Error(`${claimed.holder} has had its turn at ${name} for too long`))
      await wait(LOOK_MS)
    }
  }
}
