import { subject } from '../core/subject.ts'
import { RoleEvents } from './events.ts'
import { reduceRoles } from './reduce.ts'
import { roleRequests } from './requests.ts'
import { initialRoles, rolesSlice } from './state.ts'

/** Roles: seats, the acting chair, start and end of the meeting (SPEC §7). */
export const roles = subject({
  slice: rolesSlice,
  initial: initialRoles,
  events: RoleEvents,
  requests: roleRequests,
  reduce: reduceRoles,
})
