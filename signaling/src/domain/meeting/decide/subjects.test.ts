import { initialConduct, MeetingError, ParticipantId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { eventsOf, initialOf, reduceWith, requestsOf, sliceOf } from '../../../../contract/meeting/core/assemble.ts'
import { by } from '../../../../contract/meeting/core/by.ts'
import { done, empty } from '../../../../contract/meeting/core/rows.ts'
import { subject as inContract } from '../../../../contract/meeting/core/subject.ts'
import { subjects as allInContract } from '../../../../contract/meeting/whole/subjects.ts'
import { opened } from '../../../testing/conduct.ts'
import { after, NOON, participantOf } from '../../../testing/people.ts'
import { refusalBy, tablesOf } from '../core/assemble.ts'
import { subject } from '../core/subject.ts'
import { subjects } from './subjects.ts'

/** A show of hands, as a folder of the contract would have it. */
const hands = inContract({
  slice: { hands: z.array(ParticipantId) },
  initial: { hands: [] },
  events: [z.object({ type: z.literal('handRaised'), participantId: ParticipantId, ...by })],
  requests: { 'hands:raise': { data: empty, response: done } },
  reduce: { handRaised: (slice, { participantId }) => ({ hands: [...slice.hands, participantId] }) },
  reacts: { rollCallOpened: () => ({ hands: [] }) },
})
type WithHands = { readonly conduct: { readonly hands: readonly ParticipantId[] } }

/** The same as a folder of the server would have it. */
const decidesHands = subject({
  requests: hands.requests,
  mayAsk: { 'hands:raise': 'speakers' },
  decide: {
    'hands:raise': ({ conduct }: WithHands, _request: { readonly data: object }, { participantId }) =>
      conduct.hands.includes(participantId) ? [] : [{ type: 'handRaised' as const, participantId, by: participantId }],
  },
})

// Registered on both sides by being in the list.
const inContractNow = [...allInContract, hands] as const
const subjectsNow = [...subjects, decidesHands] as const

test('a subject that is added to the lists is asked for, decided, recorded and seen, and the others go on as before', () => {
  const Conduct = z.object(sliceOf(inContractNow))
  const [first, ...others] = eventsOf(inContractNow)
  const ConductEvent = z.discriminatedUnion('type', [first!, ...others])
  const { mayAsk, decide } = tablesOf(subjectsNow)
  const meeting = after(...opened)
  const state = { ...meeting, conduct: { ...initialOf(inContractNow), ...meeting.conduct } }
  expect(Conduct.parse(state.conduct).hands).toEqual([])

  const asker = state.participants[participantOf('a')]!
  const data = requestsOf(inContractNow)['hands:raise'].data.parse({})
  expect(refusalBy(mayAsk['hands:raise'], state, asker, 'hands:raise')).toBeNull()
  expect(refusalBy(mayAsk['hands:raise'], state, { ...asker, seat: 'observer' }, 'hands:raise')).toMatchObject({
    code: 'forbidden',
  })
  const decided = decide['hands:raise'](state, { data }, asker)
  if (decided instanceof MeetingError) throw decided
  expect(decided).toEqual([{ type: 'handRaised', participantId: asker.participantId, by: asker.participantId }])

  const reduce = (conduct: typeof state.conduct, event: z.infer<typeof ConductEvent>) =>
    reduceWith(inContractNow, conduct, ConductEvent.parse(JSON.parse(JSON.stringify(event))), NOON, {
      hostUnit: state.hostUnit,
      conduct,
    })
  const raised = decided.reduce(reduce, state.conduct)
  expect(raised).toEqual({ ...state.conduct, hands: [asker.participantId] })
  expect(decide['hands:raise']({ conduct: raised }, { data }, asker), 'raised already').toEqual([])
  const called = reduce(raised, { type: 'rollCallOpened', by: null })
  expect(called, 'one event, two subjects').toEqual({
    ...state.conduct,
    hands: [],
    rollCall: { openedAt: NOON, closedAt: null },
  })
})

test('a subject changes its own fields alone, whatever its reducer returns', () => {
  const greedy = { ...hands, reduce: { handRaised: (slice: object) => ({ ...slice, hands: [], chatOpen: false }) } }
  const conduct = { ...initialConduct, hands: [participantOf('a')] }
  expect(reduceWith([...allInContract, greedy], conduct, { type: 'handRaised' }, NOON, {})).toEqual({
    ...initialConduct,
    hands: [],
  })
})

test('no two subjects name the same field, fact, request or command', () => {
  const twice = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index)
  const keysOf = (parts: readonly object[]) => twice(parts.flatMap((part) => Object.keys(part)))
  expect(keysOf(allInContract.map(({ slice }) => slice))).toEqual([])
  expect(twice(eventsOf(allInContract).map(({ shape }) => shape.type.value))).toEqual([])
  expect(keysOf(subjects.map(({ requests }) => requests))).toEqual([])
  expect(keysOf(subjects.map(({ byItself }) => byItself))).toEqual([])
})
