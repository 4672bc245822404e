import { auditApi } from './auditApi.ts'
import { invitationsApi } from './invitationsApi.ts'
import { papersApi } from './papersApi.ts'
import { peopleApi } from './peopleApi.ts'
import { roomsApi } from './roomsApi.ts'
import { scheduleApi } from './scheduleApi.ts'
import { securityApi } from './securityApi.ts'
import { unitsApi } from './unitsApi.ts'

/** All that can be asked of the office, by its parts. Answers are parsed by the contract; errors are RequestFailed. */
export const officeApi = {
  schedule: scheduleApi,
  invitations: invitationsApi,
  papers: papersApi,
  units: unitsApi,
  people: peopleApi,
  rooms: roomsApi,
  security: securityApi,
  audit: auditApi,
}
