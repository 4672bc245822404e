import type { MeetingId, ProducerId } from '../../core/ids.ts'
import { type Fits, followWith, reduceWith } from '../core/assemble.ts'
import { core } from '../core/index.ts'
import { initialCore, type ProducerState } from '../core/state.ts'
import type { Around, People } from '../core/subject.ts'
import { door } from '../door/index.ts'
import { initialDoor } from '../door/state.ts'
import { initialConduct } from './conduct.ts'
import type { LoggedEvent, MeetingEvent } from './events.ts'
import { openedProducer } from '../core/reduce.ts'
import { reduceConduct } from './reduceConduct.ts'
import type { MeetingState } from './state.ts'
import { subjects } from './subjects.ts'

/** The state before the first event. */
export function initialState(meetingId: MeetingId): MeetingState {
  return { meetingId, ...initialCore, door: initialDoor, conduct: initialConduct }
}

type WithPeople = Around & People
const [reducingCore, reducingDoor] = [core, door] as const satisfies Fits<
  readonly [typeof core, typeof door],
  MeetingEvent,
  WithPeople
>

/**
 * The state after one more event. Pure, and the same on the server and in every client (SPEC §2).
 * An event about something that is not there changes nothing: a log is never a reason to crash.
 */
export function reduce(before: MeetingState, logged: LoggedEvent): MeetingState {
  const { hostUnit, participants } = before
  return followed(
    before,
    reduceWith([reducingCore], before, logged.event, logged.at, { hostUnit, participants }),
    logged,
  )
}

/**
 * The state after these events, as {@link reduce} makes it one by one. Sources that come and go one after the other, as when a media node dies, are
 * one copy of all sources: with 85 rooms that is most of what an event costs.
 */
export function reduceAll(before: MeetingState, events: readonly LoggedEvent[]): MeetingState {
  let state = before
  let producers: Record<ProducerId, ProducerState> | null = null
  for (const logged of events) {
    const { event } = logged
    if (event.type === 'producerOpened' || event.type === 'producerClosed') {
      producers ??= { ...state.producers }
      if (event.type === 'producerClosed') delete producers[event.producerId]
      else producers[event.producerId] = openedProducer(event)
      // Nothing but core's own slice knows sources (`Around`, `People`), so what follows may be reckoned before they are there.
      state = followed(state, state, logged)
    } else {
      if (producers) state = { ...state, producers }
      producers = null
      state = reduce(state, logged)
    }
  }
  return producers ? { ...state, producers } : state
}

/** All that follows from an event, once participants and sources are as they are after it. */
function followed(before: MeetingState, people: MeetingState, { at, event }: LoggedEvent): MeetingState {
  const { hostUnit, participants } = before
  const around: WithPeople = { hostUnit, participants }
  const atDoor = reduceWith([reducingDoor], before.door, event, at, around)
  const reduced = reduceConduct(before.conduct, event, at, hostUnit)
  const conduct = followWith(subjects, { before: before.conduct, after: reduced }, { before, after: people }, at)
  return people === before && atDoor === before.door && conduct === before.conduct
    ? before
    : { ...people, door: atDoor, conduct }
}
