import type { LoggedEvent, MeetingEvent, MeetingState, Sync } from '@diem-cau/signaling-contract'
import { conduct } from '../../domain/meeting/decide/conduct.ts'

/** The event as clients are told of it: some of what is recorded is nobody's to know yet, or one's alone. */
export function eventForClients(logged: LoggedEvent): LoggedEvent {
  const told = toldOf(logged.event)
  return told === logged.event ? logged : { ...logged, event: told }
}

/** The table has, by type of event, functions that take events of that type. */
const hiding: Readonly<Partial<Record<string, (event: never) => MeetingEvent>>> = conduct.eventsForClients

function toldOf(event: MeetingEvent): MeetingEvent {
  return hiding[event.type]?.(event as never) ?? event
}

/** The same of a state. */
function stateForClients(state: MeetingState): MeetingState {
  return conduct.stateForClients.reduce((told, hide) => hide(told), state)
}

export function syncForClients(sync: Sync): Sync {
  switch (sync.kind) {
    case 'snapshot':
      return { ...sync, state: stateForClients(sync.state) }
    case 'events':
      return { ...sync, events: sync.events.map(eventForClients) }
    default:
      return sync satisfies never
  }
}
