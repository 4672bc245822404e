import type { UnitRef } from '../../core/seat.ts'
import { type Fits, reduceWith } from '../core/assemble.ts'
import type { Around } from '../core/subject.ts'
import type { Conduct } from './conduct.ts'
import type { MeetingEvent } from './events.ts'
import { subjects } from './subjects.ts'

const reducing = subjects satisfies Fits<typeof subjects, MeetingEvent, Around & { readonly conduct: Conduct }>

/** The conduct after one more fact of it. Pure; a fact about something that is not there changes nothing. */
export function reduceConduct(conduct: Conduct, event: MeetingEvent, at: number, hostUnit: UnitRef): Conduct {
  return reduceWith(reducing, conduct, event, at, { hostUnit, conduct })
}
