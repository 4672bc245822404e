import { type Conduct, type ConductEvent, MeetingError, type MeetingState, type Participant, type UnitCode, type UnitPresence } from '@diem-cau/signaling-contract'
import type { ConductRequest } from './ConductCommand.ts'
import { isOffice, maySpeak } from './conductPermissions.ts'

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
      const code = unitCode ?? asker.unit.code
      if (!isOffice(state, asker) && (code !== asker.unit.code || !maySpeak(asker.seat))) return new MeetingError('forbidden', 'for the own unit only')
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

/** Units that have somebody in the meeting whose line stands. */
export function connectedUnits({ participants }: MeetingState): ReadonlySet<UnitCode> {
  return new Set(Object.values(participants).flatMap(({ line, unit }) => (line === 'online' ? [unit.code] : [])))
}

/**
 * Units that are present: connected, and confirmed once there was a roll call (10.2). A meeting without
 * one takes whoever is connected.
 */
export function presentUnits(state: MeetingState): UnitPresence[] {
  const connected = connectedUnits(state)
  const called = state.conduct.rollCall.openedAt !== null
  return state.conduct.units.filter((unit) => connected.has(unit.code) && (!called || unit.confirmed !== null))
}

/** Units present, those expected, and how many make the quorum (10.3). */
export function quorumOf(state: MeetingState): { present: number; expected: number; needed: number; reached: boolean } {
  const { units, quorum } = state.conduct
  const present = presentUnits(state).length
  const needed = Math.ceil((units.length * quorum.numerator) / quorum.denominator)
  return { present, expected: units.length, needed, reached: present >= needed }
}

const isOpen = ({ rollCall }: Conduct) => rollCall.openedAt !== null && rollCall.closedAt === null
const expected = (conduct: Conduct, code: UnitCode) => conduct.units.find((unit) => unit.code === code)
const notExpected = () => new MeetingError('notFound', 'the unit is not expected')
