import type { MeetingId } from '../../core/ids.ts'
import { type Fits, followWith, reduceWith } from '../core/assemble.ts'
import { core } from '../core/index.ts'
import { initialCore } from '../core/state.ts'
import type { Around, People } from '../core/subject.ts'
import { door } from '../door/index.ts'
import { initialDoor } from '../door/state.ts'
import { initialConduct } from './conduct.ts'
import type { LoggedEvent, MeetingEvent } from './events.ts'
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
export function reduce(before: MeetingState, { at, event }: LoggedEvent): MeetingState {
  const { hostUnit, participants } = before
  const around: WithPeople = { hostUnit, participants }
  const people = reduceWith([reducingCore], before, event, at, around)
  const atDoor = reduceWith([reducingDoor], before.door, event, at, around)
  const reduced = reduceConduct(before.conduct, event, at, hostUnit)
  const conduct = followWith(subjects, { before: before.conduct, after: reduced }, { before, after: people }, at)
  return people === before && atDoor === before.door && conduct === before.conduct
    ? before
    : { ...people, door: atDoor, conduct }
}
