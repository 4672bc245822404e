import type { OperationEvent } from '@diem-cau/signaling-contract/operations'
import type { StoredResource } from '../journal/ResourceStore.ts'
import type { Restart } from './Evidence.ts'

/** A process that was gone for longer had been stopped: the next one is no restart. Milliseconds. */
const GONE_MS = 600_000

/**
 * Starts of processes in place of one that had the same name. Pure.
 * @param processes those that may have been there, also before
 */
export function restartsIn(
  events: readonly OperationEvent[],
  processes: readonly Pick<StoredResource, 'key' | 'name' | 'first_at' | 'last_at'>[],
): Restart[] {
  return events.flatMap((event): Restart[] => {
    const started = processes.find(({ key }) => key === event.resource)
    if (event.kind !== 'processStarted' || !started) return []
    const before = processes
      .filter(
        ({ key, name, first_at, last_at }) =>
          key !== started.key && name === started.name && first_at < event.at && last_at >= event.at - GONE_MS,
      )
      .toSorted((a, b) => a.first_at - b.first_at)
      .at(-1)
    if (!before) return []
    const wasOrderly = events.some(({ kind, resource }) => kind === 'processEnded' && resource === before.key)
    return [{ at: event.at, wasOrderly, event }]
  })
}
