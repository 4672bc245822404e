import { ParticipantId, type Seat } from '@diem-cau/signaling-contract'
import * as fc from 'fast-check'
import type { Actor } from '../domain/meeting/core/Actor.ts'
import type { Command } from '../domain/meeting/decide/Command.ts'
import { itemId, optionId, programme, voteData, voteId } from './conduct.ts'
import { account, at, endpointOf, joinCommand, openCommand, participantOf, producerOf, system } from './people.ts'

/** Everybody whom the steps are about, and their seats. */
export const seats: readonly (readonly [string, Seat])[] = [
  ['chair', 'chair'],
  ['deputy', 'deputy'],
  ['secretary', 'secretary'],
  ['a', 'delegate'],
  ['b', 'delegate'],
  ['c', 'delegate'],
  ['d', 'guest'],
  ['e', 'presenter'],
  ['tech', 'technician'],
  ['watcher', 'observer'],
]
const name = fc.constantFrom(...seats.map(([who]) => who))
/** Ids include somebody who never comes. */
const id = fc.oneof(
  { weight: 9, arbitrary: name.map(participantOf) },
  { weight: 1, arbitrary: fc.constant(ParticipantId.parse('p.nobody')) },
)
const item = fc.constantFrom(itemId(1), itemId(2), itemId(3))
const ballot = fc.constantFrom('yes', 'no', 'abstain').map(optionId)
const anyVote = fc.constantFrom(1, 2, 3)

/** A request with its data, by whoever. */
const request = fc.oneof(
  fc.record({
    type: fc.constant('floor:request' as const),
    data: fc.record({ itemId: fc.option(item), speaker: fc.constant(''), note: fc.constant('') }),
  }),
  fc.record({ type: fc.constant('floor:withdraw' as const), data: fc.record({ participantId: fc.option(id) }) }),
  fc.record({
    type: fc.constant('floor:move' as const),
    data: fc.record({ participantId: id, before: fc.option(id) }),
  }),
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('floor:grant' as const),
      data: fc.record({ participantId: id, itemId: fc.option(item) }),
    }),
  },
  fc.record({ type: fc.constant('floor:end' as const), data: fc.record({ participantId: fc.option(id) }) }),
  fc.record({
    type: fc.constant('floor:setMode' as const),
    data: fc.record({ mode: fc.constantFrom('chaired' as const, 'open' as const, 'silent' as const) }),
  }),
  fc.constant({ type: 'floor:silenceAll' as const, data: {} }),
  fc.record({ type: fc.constant('mic:cut' as const), data: fc.record({ participantId: id }) }),
  fc.constant({ type: 'mic:consent' as const, data: {} }),
  fc.record({
    type: fc.constant('participant:remove' as const),
    data: fc.record({ participantId: id, barred: fc.boolean(), reason: fc.constant('') }),
  }),
  fc.record({ type: fc.constant('participant:allow' as const), data: fc.record({ participantId: id }) }),
  fc.record({ type: fc.constant('door:lock' as const), data: fc.record({ locked: fc.boolean() }) }),
  fc.record({
    type: fc.constantFrom('camera:stop' as const, 'screen:stop' as const),
    data: fc.record({ participantId: id }),
  }),
  fc.constant({ type: 'camera:consent' as const, data: {} }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('camera:offer' as const),
      data: fc.record({
        moves: fc.subarray(['pan' as const, 'tilt' as const, 'zoom' as const]),
        places: fc.subarray([0, 2]),
      }),
    }),
  },
  fc.record({ type: fc.constant('camera:refuse' as const), data: fc.record({ refused: fc.boolean() }) }),
  fc.record({
    type: fc.constantFrom('camera:take' as const, 'camera:letGo' as const),
    data: fc.record({ participantId: id }),
  }),
  fc.constant({ type: 'meeting:start' as const, data: { belowQuorum: true as const } }),
  fc.record({ type: fc.constant('chair:handOver' as const), data: fc.record({ participantId: id }) }),
  fc.record({
    type: fc.constant('seat:set' as const),
    data: fc.record({
      participantId: id,
      seat: fc.constantFrom<Seat>('chair', 'deputy', 'secretary', 'delegate', 'observer'),
    }),
  }),
  fc.record({ type: fc.constant('agenda:start' as const), data: fc.record({ itemId: item }) }),
  fc.record({
    type: fc.constant('agenda:close' as const),
    data: fc.record({ itemId: item, conclusion: fc.constant('Xong') }),
  }),
  fc
    .record({
      n: anyVote,
      secret: fc.boolean(),
      mayChange: fc.boolean(),
      electorate: fc.constantFrom('units' as const, 'delegates' as const),
    })
    .map(({ n, ...changes }) => ({ type: 'vote:open' as const, data: voteData(n, { belowQuorum: true, ...changes }) })),
  fc.record({
    type: fc.constant('vote:cast' as const),
    data: fc.record({ voteId: anyVote.map(voteId), optionId: ballot }),
  }),
  fc.record({
    type: fc.constant('vote:close' as const),
    data: fc.record({ voteId: anyVote.map(voteId) }),
    tally: fc.constant(null),
  }),
  fc.record({ type: fc.constant('vote:cancel' as const), data: fc.record({ voteId: anyVote.map(voteId) }) }),
)

/** Something that happens in a meeting, by whoever. */
export const anyStep: fc.Arbitrary<readonly [Command, Actor]> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(request, fc.oneof(fc.constant('chair'), name))
      .map(([command, who]) => [command, at(who)] as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...seats)
      .map(([who, seat]) => [joinCommand(who, { seat, resume: endpointOf(who) }), account(who)] as const),
  },
  { weight: 1, arbitrary: name.map((who) => [{ type: 'leave' } as const, at(who)] as const) },
  {
    weight: 1,
    arbitrary: name.map((who) => [{ type: 'loseLine', endpointId: endpointOf(who) } as const, system] as const),
  },
  {
    weight: 1,
    arbitrary: name.map((who) => [{ type: 'expireLine', endpointId: endpointOf(who) } as const, system] as const),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<Command>({ type: 'settleChair' }, programme)
      .map((command) => [command, system] as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(name, fc.boolean())
      .map(([who, paused]) => [openCommand(who, 'mic', { paused }), at(who)] as const),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, fc.constantFrom('camera' as const, 'screen' as const))
      .map(([who, source]) => [openCommand(who, source), at(who)] as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(name, fc.boolean())
      .map(
        ([who, paused]) =>
          [{ type: 'setProducerPaused', producerId: producerOf(who, 'mic'), paused } as const, at(who)] as const,
      ),
  },
)
