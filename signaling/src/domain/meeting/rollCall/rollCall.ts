import { type Conduct, type ConductEvent, confirmsFor, isOffice, MeetingError, type MeetingState, type Participant, type UnitCode } from '@diem-cau/signaling-contract'
import type { ConductRequest } from '../core/ConductCommand.ts'

type RollCallRequest = Extract<ConductRequest, { type: `rollCall:${string}` }>

/** Who is there (SPEC §10). */
export function decideRollCall(state: MeetingState, request: RollCallRequest, asker: Participant): ConductEvent[] | MeetingError {
  const { conduct } = state
  const by = asker.participantId
  switch (request.type) {
    case 'rollCall:open':
      return isOpen(conduct) ? [] : [{ type: 'rollCallOpened', by }]
    case 'rollCall:close':
      return isOpen(conduct) ? [{ type: 'rollCallClosed', by }] : []
    case 'rollCall:confirm': {
      const { unitCode, count, people } = request.data
      const own = confirmsFor(state, asker)
      const code = unitCode ?? own?.code
      if (code === undefined || (code !== own?.code && !isOffice(state, asker))) return new MeetingError('forbidden', 'for the own unit only')
      return expected(conduct, code) ? [{ type: 'presenceConfirmed', unitCode: code, count, people, by }] : notExpected()
    }
    case 'rollCall:excuse': {
      const { unitCode, reason } = request.data
      const unit = expected(conduct, unitCode)
      if (!unit) return notExpected()
      return unit.excused === reason ? [] : [{ type: 'absenceNoted', unitCode, reason, by }]
    }
    default:
      return request satisfies never
  }
}

const isOpen = ({ rollCall }: Conduct) => rollCall.openedAt !== null && rollCall.closedAt === null
const expected = (conduct: Conduct, code: UnitCode) => conduct.units.find((unit) => unit.code === code)
const notExpected = () => new MeetingError('notFound', 'the unit is not expected')
