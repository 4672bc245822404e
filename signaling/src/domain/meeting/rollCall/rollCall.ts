import {
  type Conduct,
  confirmsFor,
  isOffice,
  MeetingError,
  type rollCallRequests,
  type UnitCode,
  type UnitSpan,
} from '@diem-cau/signaling-contract'
import type { Deciders, PassingOf } from '../core/subject.ts'

/** Decides the requests of the roll call (SPEC §10). */
export const decideRollCall: Deciders<typeof rollCallRequests, 'rollCall:times'> = {
  'rollCall:open': ({ conduct }, _request, { participantId: by }) =>
    isOpen(conduct) ? [] : [{ type: 'rollCallOpened', by }],
  'rollCall:close': ({ conduct }, _request, { participantId: by }) =>
    isOpen(conduct) ? [{ type: 'rollCallClosed', by }] : [],
  'rollCall:confirm': (state, { data: { unitCode, count, people } }, asker) => {
    const own = confirmsFor(state, asker)
    const code = unitCode ?? own?.code
    if (code === undefined || (code !== own?.code && !isOffice(state, asker)))
      return new MeetingError('forbidden', 'for the own unit only')
    return expected(state.conduct, code)
      ? [{ type: 'presenceConfirmed', unitCode: code, count, people, by: asker.participantId }]
      : notExpected()
  },
  'rollCall:excuse': ({ conduct }, { data: { unitCode, reason } }, { participantId: by }) => {
    const unit = expected(conduct, unitCode)
    if (!unit) return notExpected()
    return unit.excused === reason ? [] : [{ type: 'absenceNoted', unitCode, reason, by }]
  },
}

/** Reads all of the log: not more often than a person opens rows. */
export const unitTimes: PassingOf<
  typeof rollCallRequests,
  'rollCall:times',
  { readonly unitSpans: (unitCode: UnitCode) => Promise<UnitSpan[]> }
> = {
  pace: { perSecond: 1, burst: 5 },
  refuse: (state, from) => (isOffice(state, from) ? null : new MeetingError('forbidden', 'for chair and secretary')),
  answer: async (_state, _from, { unitCode }, { unitSpans }) => ({ answer: { spans: await unitSpans(unitCode) } }),
}

const isOpen = ({ rollCall }: Conduct) => rollCall.openedAt !== null && rollCall.closedAt === null
const expected = (conduct: Conduct, code: UnitCode) => conduct.units.find((unit) => unit.code === code)
const notExpected = () => new MeetingError('notFound', 'the unit is not expected')
