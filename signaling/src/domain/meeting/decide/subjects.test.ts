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

/** Kites, which no meeting will ever have, as a folder of the contract would have them. */
const kites = inContract({
  slice: { kites: z.array(ParticipantId) },
  initial: { kites: [] },
  events: [z.object({ type: z.literal('kiteFlown'), participantId: ParticipantId, ...by })],
  requests: { 'kites:fly': { data: empty, response: done } },
  reduce: { kiteFlown: (slice, { participantId }) => ({ kites: [...slice.kites, participantId] }) },
  reacts: { rollCallOpened: () => ({ kites: [] }) },
})
type WithKites = { readonly conduct: { readonly kites: readonly ParticipantId[] } }

/** The same as a folder of the server would have it. */
const decidesKites = subject({
  requests: kites.requests,
  mayAsk: { 'kites:fly': 'speakers' },
  decide: {
    'kites:fly': ({ conduct }: WithKites, _request: { readonly data: object }, { participantId }) =>
      conduct.kites.includes(participantId) ? [] : [{ type: 'kiteFlown' as const, participantId, by: participantId }],
  },
})

// Registered on both sides by being in the list.
const inContractNow = [...allInContract, kites] as const
const subjectsNow = [...subjects, decidesKites] as const

test('a subject that is added to the lists is asked for, decided, recorded and seen, and the others go on as before', () => {
  const Conduct = z.object(sliceOf(inContractNow))
  const [first, ...others] = eventsOf(inContractNow)
  const ConductEvent = z.discriminatedUnion('type', [first!, ...others])
  const { mayAsk, decide } = tablesOf(subjectsNow)
  const meeting = after(...opened)
  const state = { ...meeting, conduct: { ...initialOf(inContractNow), ...meeting.conduct } }
  expect(Conduct.parse(state.conduct).kites).toEqual([])

  const asker = state.participants[participantOf('a')]!
  const data = requestsOf(inContractNow)['kites:fly'].data.parse({})
  expect(refusalBy(mayAsk['kites:fly'], state, asker, 'kites:fly')).toBeNull()
  expect(refusalBy(mayAsk['kites:fly'], state, { ...asker, seat: 'observer' }, 'kites:fly')).toMatchObject({
    code: 'forbidden',
  })
  const decided = decide['kites:fly'](state, { data }, asker)
  if (decided instanceof MeetingError) throw decided
  expect(decided).toEqual([{ type: 'kiteFlown', participantId: asker.participantId, by: asker.participantId }])

  const reduce = (conduct: typeof state.conduct, event: z.infer<typeof ConductEvent>) =>
    reduceWith(inContractNow, conduct, ConductEvent.parse(JSON.parse(JSON.stringify(event))), NOON, {
      hostUnit: state.hostUnit,
      conduct,
    })
  const flown = decided.reduce(reduce, state.conduct)
  expect(flown).toEqual({ ...state.conduct, kites: [asker.participantId] })
  expect(decide['kites:fly']({ conduct: flown }, { data }, asker), 'flies already').toEqual([])
  const called = reduce(flown, { type: 'rollCallOpened', by: null })
  expect(called, 'one event, two subjects').toEqual({
    ...state.conduct,
    kites: [],
    rollCall: { openedAt: NOON, closedAt: null },
  })
})

test('a subject changes its own fields alone, whatever its reducer returns', () => {
  const greedy = { ...kites, reduce: { kiteFlown: (slice: object) => ({ ...slice, kites: [], chatOpen: false }) } }
  const conduct = { ...initialConduct, kites: [participantOf('a')] }
  expect(reduceWith([...allInContract, greedy], conduct, { type: 'kiteFlown' }, NOON, {})).toEqual({
    ...initialConduct,
    kites: [],
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
