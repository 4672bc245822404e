import { connectedUnits, mayBeHeard, type MeetingState, quorumOf, reduce } from '@diem-cau/signaling-contract'
import { describe, expect, test } from 'vitest'
import {
  asks,
  closeVote,
  itemId,
  opened,
  optionId,
  programme,
  vote,
  voteData,
  voteId,
} from '../../../testing/conduct.ts'
import {
  account,
  after,
  at,
  decided,
  endpointOf,
  guestJoins,
  joinCommand,
  joins,
  NOON,
  openCommand,
  opens,
  participantOf,
  producerOf,
  refusal,
  system,
  unitOf,
} from '../../../testing/people.ts'
import type { Actor } from '../core/Actor.ts'
import type { Command } from './Command.ts'
import { nearlyHeard } from '../floor/nearlyHeard.ts'
import { isChairOpen } from '../roles/roles.ts'
import { isMajority } from '../votes/votes.ts'

const lose = (name: string) => [{ type: 'loseLine', endpointId: endpointOf(name) }, system] as const
const expire = (name: string) => [{ type: 'expireLine', endpointId: endpointOf(name) }, system] as const
const settle = [{ type: 'settleChair' }, system] as const
const leave = (name: string) => [{ type: 'leave' }, at(name)] as const
const acting = (state: MeetingState) => state.conduct.actingChair
const heard = (state: MeetingState, name: string) => mayBeHeard(state, participantOf(name))
const queue = (state: MeetingState) => state.conduct.queue.map((request) => request.participantId)
const register = (name: string) => asks(name, 'floor:request', { itemId: null, speaker: '', note: '' })
const grant = (name: string, by = 'chair') =>
  asks(by, 'floor:grant', { participantId: participantOf(name), itemId: null })

describe('roles and succession', () => {
  test('7.3 who sits on the chair acts as soon as they are there', () => {
    expect(acting(after(joins('secretary', 'secretary')))).toBeNull()
    expect(acting(after(joins('secretary', 'secretary'), joins('chair', 'chair')))).toBe(participantOf('chair'))
  })

  test('7.4 the deputy acts when the chair is gone, else the secretary, and the chair takes it back on return', () => {
    const gone = after(...opened, lose('chair'), settle)
    expect(acting(gone)).toBe(participantOf('deputy'))
    expect(acting(after(...opened, lose('chair'), leave('deputy'), settle))).toBe(participantOf('secretary'))
    expect(acting(after(...opened, lose('chair'), leave('deputy'), leave('secretary'), settle))).toBeNull()
    const back = joinCommand('chair', { seat: 'chair', resume: endpointOf('chair') })
    expect(acting(after(...opened, lose('chair'), settle, [back, account('chair')]))).toBe(participantOf('chair'))
  })

  test('7.4 a line that is back in time changes nothing', () => {
    const back = joinCommand('chair', { seat: 'chair', resume: endpointOf('chair') })
    const state = after(...opened, lose('chair'), [back, account('chair')], settle)
    expect(acting(state)).toBe(participantOf('chair'))
  })

  test('7.4 somebody has to look again while not the right one acts', () => {
    expect(isChairOpen(after(...opened))).toBe(false)
    expect(isChairOpen(after(...opened, lose('chair')))).toBe(true)
    expect(isChairOpen(after(...opened, lose('chair'), settle))).toBe(false)
    expect(isChairOpen(after(joins('secretary', 'secretary')))).toBe(true)
  })

  test('7.3 nobody acts who is not in the meeting', () => {
    expect(acting(after(...opened, leave('chair')))).toBeNull()
    expect(acting(after(...opened, lose('chair'), settle, expire('chair')))).toBe(participantOf('deputy'))
  })

  test('7.5 the chair hands the chair over and becomes deputy', () => {
    const state = after(...opened, asks('chair', 'chair:handOver', { participantId: participantOf('a') }))
    expect(acting(state)).toBe(participantOf('a'))
    expect(state.participants[participantOf('chair')]?.seat).toBe('deputy')
    expect(refusal(state, ...asks('chair', 'floor:setMode', { mode: 'open' }))).toBe('forbidden')
  })

  test('7.1 nobody makes themselves more than they are', () => {
    const state = after(...opened)
    const seat = (by: string, of: string, to: 'chair' | 'deputy' | 'secretary' | 'presenter') =>
      refusal(state, ...asks(by, 'seat:set', { participantId: participantOf(of), seat: to }))
    expect(seat('a', 'a', 'presenter')).toBe('forbidden')
    expect(seat('a', 'b', 'presenter')).toBe('forbidden')
    expect(seat('secretary', 'secretary', 'deputy')).toBe('forbidden')
    expect(seat('secretary', 'a', 'deputy')).toBe('forbidden')
    expect(seat('chair', 'a', 'chair')).toBe('forbidden')
    expect(seat('deputy', 'chair', 'presenter')).toBe('forbidden')
    expect(seat('secretary', 'a', 'presenter')).toBeNull()
  })

  test('7.2 a changed seat stays over leaving, coming back and another device', () => {
    const state = after(
      ...opened,
      asks('chair', 'seat:set', { participantId: participantOf('a'), seat: 'presenter' }),
      leave('a'),
      joins('a'),
    )
    expect(state.participants[participantOf('a')]?.seat).toBe('presenter')
  })

  test('7.3 only who acts as the chair may do what the chair may', () => {
    const state = after(...opened)
    for (const name of ['deputy', 'secretary', 'a'])
      expect(refusal(state, ...asks(name, 'floor:setMode', { mode: 'silent' }))).toBe('forbidden')
    expect(
      refusal(after(...opened, lose('chair'), settle), ...asks('deputy', 'floor:setMode', { mode: 'silent' })),
    ).toBeNull()
  })
})

describe('floor', () => {
  test('8.1 before the chair has opened the meeting everyone is heard, then only chair and holders', () => {
    const before = after(joins('chair', 'chair'), joins('a'))
    expect([heard(before, 'chair'), heard(before, 'a')]).toEqual([true, true])
    const chaired = after(...opened)
    expect([heard(chaired, 'chair'), heard(chaired, 'secretary'), heard(chaired, 'a')]).toEqual([true, false, false])
    const granted = after(...opened, register('a'), grant('a'))
    expect([heard(granted, 'a'), heard(granted, 'b')]).toEqual([true, false])
  })

  test('8.1 in silent mode only the chair is heard, and the floor is empty', () => {
    const state = after(...opened, register('a'), grant('a'), asks('chair', 'floor:setMode', { mode: 'silent' }))
    expect(state.conduct.holders).toEqual([])
    expect([heard(state, 'chair'), heard(state, 'a')]).toEqual([true, false])
  })

  test('8.2 in open mode six microphones are open beside the chair, the next is floorFull', () => {
    const names = Array.from({ length: 7 }, (_, n) => `w${n}`)
    const state = after(
      ...opened,
      asks('chair', 'floor:setMode', { mode: 'open' }),
      opens('chair', 'mic'),
      ...names.flatMap((name) => [joins(name), opens(name, 'mic', { paused: true })]),
      ...names
        .slice(0, 6)
        .map(
          (name) =>
            [{ type: 'setProducerPaused', producerId: producerOf(name, 'mic'), paused: false }, at(name)] as const,
        ),
    )
    expect(
      refusal(state, { type: 'setProducerPaused', producerId: producerOf('w6', 'mic'), paused: false }, at('w6')),
    ).toBe('floorFull')
    expect(refusal(state, openCommand('b', 'mic'), at('b'))).toBe('floorFull')
  })

  test('8.2 microphones that wait behind a closed floor do not open with it', () => {
    const state = after(...opened, opens('a', 'mic'), asks('chair', 'floor:setMode', { mode: 'open' }))
    expect(heard(state, 'a')).toBe(false)
    expect(
      heard(
        after(...opened, opens('a', 'mic', { paused: true }), asks('chair', 'floor:setMode', { mode: 'open' })),
        'a',
      ),
    ).toBe(true)
  })

  test('8.3 the queue is in order of asking, each once; the secretary moves and skips', () => {
    const state = after(...opened, register('a'), register('b'), register('a'))
    expect(queue(state)).toEqual([participantOf('a'), participantOf('b')])
    const moved = after(
      ...opened,
      register('a'),
      register('b'),
      asks('secretary', 'floor:move', { participantId: participantOf('b'), before: participantOf('a') }),
    )
    expect(queue(moved)).toEqual([participantOf('b'), participantOf('a')])
    const skipped = after(
      ...opened,
      register('a'),
      register('b'),
      asks('secretary', 'floor:withdraw', { participantId: participantOf('a') }),
    )
    expect(queue(skipped)).toEqual([participantOf('b')])
    expect(refusal(state, ...asks('a', 'floor:withdraw', { participantId: participantOf('b') }))).toBe('forbidden')
    expect(refusal(state, ...asks('a', 'floor:grant', { participantId: participantOf('a'), itemId: null }))).toBe(
      'forbidden',
    )
  })

  test('8.10 how often each had the floor is counted, asked for or not, and stays when they leave', () => {
    const end = (name: string) => asks('chair', 'floor:end', { participantId: participantOf(name) })
    const state = after(...opened, register('a'), grant('a'), end('a'), grant('a'), end('a'), grant('b'), leave('b'))
    expect(state.conduct.spoken).toEqual({ [participantOf('a')]: 2, [participantOf('b')]: 1 })
  })

  test('8.5 the next two of the queue are made ready', () => {
    const state = after(...opened, joins('c'), register('a'), register('b'), register('c'))
    expect([...nearlyHeard(state)]).toEqual(['a', 'b'].map(participantOf))
  })

  test('8.3 an observer and a technician do not ask for the floor', () => {
    const state = after(...opened, joins('watcher', 'observer'), joins('tech', 'technician'))
    expect(refusal(state, ...register('watcher'))).toBe('forbidden')
    expect(refusal(state, ...register('tech'))).toBe('forbidden')
  })

  test('8.4 four hold the floor together, a fifth is floorFull', () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const state = after(
      ...opened,
      ...names.slice(2).map((name) => joins(name)),
      ...names.slice(0, 4).map((name) => grant(name)),
    )
    expect(state.conduct.holders).toHaveLength(4)
    expect(refusal(state, ...grant('e'))).toBe('floorFull')
  })

  test('8.4 a grant takes the limit, the point and the speaker from what was asked', () => {
    const state = after(
      ...opened,
      asks('a', 'floor:request', { itemId: itemId(2), speaker: 'Bà Trần Thị Mai', note: '' }),
      grant('a'),
    )
    expect(state.conduct.holders).toMatchObject([
      { itemId: itemId(2), speaker: 'Bà Trần Thị Mai', limitSec: 300, grantedAt: NOON },
    ])
    expect(state.conduct.queue).toEqual([])
  })

  test('8.9 the clock of a speaker stands while the microphone is cut, and goes on when the room opens it', () => {
    const holder = (...steps: readonly (readonly [Command, Actor])[]) => after(...opened, ...steps).conduct.holders[0]
    const cut = asks('chair', 'mic:cut', { participantId: participantOf('a') })
    expect(holder(grant('a'))).toMatchObject({ stoppedAt: null, stoppedMs: 0 })
    expect(holder(grant('a'), cut)).toMatchObject({ stoppedAt: NOON, stoppedMs: 0 })
    expect(holder(cut, grant('a'))).toMatchObject({ stoppedAt: NOON })
    expect(holder(grant('a'), cut, asks('a', 'mic:consent', {}))).toMatchObject({ stoppedAt: null })
    const stopped = after(...opened, grant('a'), cut)
    const later = reduce(stopped, {
      seq: 99,
      at: NOON + 40_000,
      event: { type: 'microphoneConsented', participantId: participantOf('a') },
    })
    expect(later.conduct.holders[0]).toMatchObject({ grantedAt: NOON, stoppedAt: null, stoppedMs: 40_000 })
  })

  test('8.6 silence cuts every open microphone but the chair’s, and the floor alone does not open it again', () => {
    const silenced = [
      ...opened,
      opens('chair', 'mic'),
      grant('a'),
      opens('a', 'mic'),
      asks('secretary', 'floor:silenceAll', {}),
    ] as const
    const state = after(...silenced)
    expect([heard(state, 'chair'), heard(state, 'a')]).toEqual([true, false])
    expect(heard(after(...silenced, grant('a')), 'a')).toBe(false)
    expect(heard(after(...silenced, grant('a'), asks('a', 'mic:consent', {})), 'a')).toBe(true)
    expect(heard(after(...silenced, register('a'), grant('a')), 'a'), 'asking for the floor is consent').toBe(true)
  })

  test('8.6 nobody consents for another room', () => {
    const state = after(
      ...opened,
      asks('chair', 'mic:cut', { participantId: participantOf('a') }),
      asks('b', 'mic:consent', {}),
    )
    expect(heard(after(...opened, asks('chair', 'mic:cut', { participantId: participantOf('a') })), 'a')).toBe(false)
    expect(state.conduct.cut[participantOf('a')]).toBe(true)
    expect(refusal(state, ...asks('a', 'mic:cut', { participantId: participantOf('b') }))).toBe('forbidden')
    expect(refusal(state, ...asks('secretary', 'mic:cut', { participantId: participantOf('chair') }))).toBe('forbidden')
  })

  test('8.8 who leaves loses floor and place in the queue, a broken line keeps both', () => {
    const both = [...opened, grant('a'), register('b')] as const
    const broken = after(...both, lose('a'), lose('b'))
    expect([broken.conduct.holders.length, broken.conduct.queue.length]).toEqual([1, 1])
    const left = after(...both, leave('a'), leave('b'))
    expect([left.conduct.holders.length, left.conduct.queue.length]).toEqual([0, 0])
  })
})

describe('stage, screen, papers', () => {
  test('9.2 without the floor no screen is shared, unless the room was asked', () => {
    expect(refusal(after(...opened), openCommand('a', 'screen'), at('a'))).toBe('forbidden')
    expect(refusal(after(...opened, grant('a')), openCommand('a', 'screen'), at('a'))).toBeNull()
    expect(
      refusal(
        after(...opened, asks('secretary', 'share:allow', { participantId: participantOf('a'), allowed: true })),
        openCommand('a', 'screen'),
        at('a'),
      ),
    ).toBeNull()
    expect(refusal(after(...opened), openCommand('chair', 'screen'), at('chair'))).toBeNull()
  })

  test('9.3 a paper is turned by its presenter and the office only', () => {
    const open = { type: 'paper:open', data: { paperId: 'p.1', version: 1, page: 1 }, paperName: 'Báo cáo' } as const
    const state = after(...opened, grant('a'), [open, at('a')])
    expect(state.conduct.paper).toMatchObject({ name: 'Báo cáo', presenter: participantOf('a'), page: 1 })
    expect(refusal(state, ...asks('b', 'paper:turn', { page: 2 }))).toBe('forbidden')
    expect(
      after(...opened, grant('a'), [open, at('a')], asks('a', 'paper:turn', { page: 2 })).conduct.paper?.page,
    ).toBe(2)
    expect(refusal(after(...opened), open, at('a'))).toBe('forbidden')
    expect(refusal(after(...opened), { ...open, paperName: null }, at('chair'))).toBe('notFound')
  })

  test('9.1 only who acts as the chair decides what everyone watches', () => {
    const stage = { kind: 'pinned' as const, participantIds: [participantOf('a')] }
    expect(refusal(after(...opened), ...asks('a', 'stage:set', { stage }))).toBe('forbidden')
    expect(after(...opened, asks('chair', 'stage:set', { stage })).conduct.stage).toEqual(stage)
  })
})

describe('roll call and agenda', () => {
  test('10.2 a room confirms for its own unit, the secretary for any that is expected', () => {
    const confirm = (name: string, unit: string | null) =>
      asks(name, 'rollCall:confirm', {
        unitCode: unit === null ? null : (`o-mon.${unit}` as never),
        count: 3,
        people: ['Ông A'],
      })
    expect(refusal(after(...opened), ...confirm('a', 'b'))).toBe('forbidden')
    expect(refusal(after(...opened), ...confirm('secretary', 'nowhere'))).toBe('notFound')
    const state = after(...opened, asks('chair', 'rollCall:open', {}), confirm('a', null))
    expect(state.conduct.units.find((unit) => unit.code === 'o-mon.a')?.confirmed).toMatchObject({
      count: 3,
      people: ['Ông A'],
      at: NOON,
    })
  })

  test('10.2 nobody confirms for a unit that they do not vote for: guest, technician and observer for none', () => {
    const beside = (seat: 'technician' | 'observer' | 'guest') =>
      [
        joinCommand('x', { invitation: { name: 'x', unit: unitOf('a'), organisation: '', seat } }),
        account('x'),
      ] as const
    const confirm = (name: string, unit: string | null) =>
      asks(name, 'rollCall:confirm', { unitCode: unit as never, count: 999, people: ['HACK'] })
    for (const seat of ['technician', 'observer', 'guest'] as const) {
      for (const unit of [null, unitOf('a').code])
        expect(refusal(after(...opened, beside(seat)), ...confirm('x', unit)), `${seat} ${unit}`).toBe('forbidden')
    }
    for (const unit of [null, unitOf('a').code, 'o-mon'])
      expect(refusal(after(...opened, guestJoins('g')), ...confirm('g', unit))).toBe('forbidden')
  })

  test('10.1 a unit whose technician, observer or guest alone is there is not present: it has no ballot and no part in the majority', () => {
    const ofC = (name: string, seat: 'technician' | 'observer' | 'guest' | 'delegate') =>
      [joinCommand(name, { invitation: { name, unit: unitOf('c'), organisation: '', seat } }), account(name)] as const
    const beside = [ofC('t', 'technician'), ofC('o', 'observer'), ofC('g', 'guest'), guestJoins('h')] as const
    expect(quorumOf(after(...opened, ...beside))).toMatchObject({ present: 2, expected: 3 })
    expect(quorumOf(after(...opened, ...beside, ofC('d', 'delegate')))).toMatchObject({ present: 3 })
    const voted = [
      asks('chair', 'vote:open', voteData(1)),
      asks('a', 'vote:cast', { voteId: voteId(1), optionId: optionId('yes') }),
    ] as const
    const state = after(...opened, ...beside, ...voted, leave('b'), closeVote('chair', 1))
    expect(vote(state, 1)).toMatchObject({
      voters: { 'o-mon.a': 'Phường a', 'o-mon.b': 'Phường b' },
      result: { base: 1, passed: true },
    })
  })

  test('10.3 quorum counts units that are confirmed and connected', () => {
    const confirm = (name: string) => asks(name, 'rollCall:confirm', { unitCode: null, count: 1, people: [] })
    const called = [...opened, asks('chair', 'rollCall:open', {}), confirm('a')] as const
    expect(quorumOf(after(...called))).toEqual({ present: 1, expected: 3, needed: 2, reached: false })
    expect(quorumOf(after(...called, confirm('b'))).reached).toBe(true)
    expect(quorumOf(after(...called, confirm('b'), lose('b'))).reached).toBe(false)
    expect(connectedUnits(after(...called, lose('b'))).has('o-mon.b' as never)).toBe(false)
  })

  test('10.6 without the quorum the chair starts the meeting, and opens a vote, only on purpose; how many were there is kept', () => {
    const few = [joins('chair', 'chair'), [programme, system], joins('a')] as const
    const shortfall = { present: 1, expected: 3, needed: 2 }
    const start = (data: { belowQuorum?: true }) => asks('chair', 'meeting:start', data)
    expect(refusal(after(...few), ...start({}))).toBe('belowQuorum')
    expect(decided(after(...few), ...start({ belowQuorum: true }))).toEqual([
      { type: 'meetingStarted', belowQuorum: shortfall, by: participantOf('chair') },
    ])
    const started = [...few, start({ belowQuorum: true })] as const
    expect(refusal(after(...started), ...asks('chair', 'vote:open', voteData(1)))).toBe('belowQuorum')
    expect(vote(after(...started, asks('chair', 'vote:open', voteData(1, { belowQuorum: true }))), 1)).toMatchObject({
      status: 'open',
      belowQuorum: shortfall,
    })
    // With the quorum there is nothing to be said, whatever was asked.
    expect(decided(after(...few, joins('b')), ...start({ belowQuorum: true }))).toEqual([
      { type: 'meetingStarted', by: participantOf('chair') },
    ])
    expect(
      vote(after(...opened, asks('chair', 'vote:open', voteData(1, { belowQuorum: true }))), 1),
    ).not.toHaveProperty('belowQuorum')
  })

  test('11.1 one item is the current one; its clock stops with the next and adds up', () => {
    const state = after(
      ...opened,
      asks('secretary', 'agenda:start', { itemId: itemId(1) }),
      asks('secretary', 'agenda:start', { itemId: itemId(2) }),
    )
    expect(state.conduct.agenda.map((point) => point.status)).toEqual(['waiting', 'current'])
  })

  test('11.2 an item is closed with a conclusion that may be edited; rooms cannot', () => {
    const state = after(
      ...opened,
      asks('chair', 'agenda:close', { itemId: itemId(1), conclusion: 'Giao UBND các phường' }),
      asks('secretary', 'agenda:conclude', { itemId: itemId(1), conclusion: 'Giao UBND các phường thực hiện' }),
    )
    expect(state.conduct.agenda[0]).toMatchObject({ status: 'done', conclusion: 'Giao UBND các phường thực hiện' })
    expect(refusal(after(...opened), ...asks('a', 'agenda:start', { itemId: itemId(1) }))).toBe('forbidden')
  })

  test('11.2 an order that forgets an item is refused', () => {
    expect(refusal(after(...opened), ...asks('chair', 'agenda:order', { itemIds: [itemId(2)] }))).toBe('badRequest')
    expect(
      after(...opened, asks('chair', 'agenda:order', { itemIds: [itemId(2), itemId(1)] })).conduct.agenda.map(
        (point) => point.itemId,
      ),
    ).toEqual([itemId(2), itemId(1)])
  })

  test('a programme that the secretary changed keeps what has happened', () => {
    const state = after(...opened, asks('chair', 'agenda:close', { itemId: itemId(1), conclusion: 'Xong' }), [
      programme,
      system,
    ])
    expect(state.conduct.agenda[0]?.conclusion).toBe('Xong')
  })
})

describe('votes', () => {
  const cast = (name: string, choice: string, n = 1) =>
    asks(name, 'vote:cast', { voteId: voteId(n), optionId: optionId(choice) })
  const open = (changes: Parameters<typeof voteData>[1] = {}) => asks('chair', 'vote:open', voteData(1, changes))

  test('12.1 only who acts as the chair opens, one at a time', () => {
    expect(refusal(after(...opened), ...asks('secretary', 'vote:open', voteData(1)))).toBe('forbidden')
    expect(refusal(after(...opened, open()), ...asks('chair', 'vote:open', voteData(2)))).toBe('voteOpen')
  })

  test('12.1 each unit that is present has one ballot, whoever of it casts it', () => {
    const state = after(...opened, open())
    expect(Object.keys(vote(state, 1)?.voters ?? {})).toEqual(['o-mon.a', 'o-mon.b'])
    expect(refusal(after(...opened, open(), joins('late')), ...cast('late', 'yes'))).toBe('forbidden')
    expect(refusal(after(...opened, open(), joins('watcher', 'observer')), ...cast('watcher', 'yes'))).toBe('forbidden')
  })

  test('12.2 a second ballot is ballotCast, 12.3 unless it may be changed: then the last one counts once', () => {
    expect(refusal(after(...opened, open(), cast('a', 'yes')), ...cast('a', 'no'))).toBe('ballotCast')
    const state = after(...opened, open({ mayChange: true }), cast('a', 'yes'), cast('a', 'no'), closeVote('chair', 1))
    expect(vote(state, 1)?.result).toEqual({ counts: { yes: 0, no: 1, abstain: 0 }, cast: 1, base: 2, passed: false })
  })

  test('12.4 simple is more than half of those present', () => {
    const half = after(...opened, open(), cast('a', 'yes'), cast('b', 'no'), closeVote('chair', 1))
    expect(vote(half, 1)?.result?.passed).toBe(false)
    const both = after(...opened, open(), cast('a', 'yes'), cast('b', 'yes'), closeVote('chair', 1))
    expect(vote(both, 1)?.result?.passed).toBe(true)
  })

  test('12.4 of the invited counts those who never came', () => {
    const of = (kind: 'twoThirds' | 'simple') => open({ rule: { majority: { kind }, of: 'invited' } })
    expect(
      vote(after(...opened, of('twoThirds'), cast('a', 'yes'), cast('b', 'yes'), closeVote('chair', 1)), 1)?.result,
    ).toMatchObject({ base: 3, passed: true })
    expect(vote(after(...opened, of('simple'), cast('a', 'yes'), closeVote('chair', 1)), 1)?.result).toMatchObject({
      base: 3,
      passed: false,
    })
  })

  test('12.4 majorities are exact', () => {
    expect(isMajority(57, 85, { kind: 'twoThirds' })).toBe(true)
    expect(isMajority(56, 85, { kind: 'twoThirds' })).toBe(false)
    expect(isMajority(43, 85, { kind: 'simple' })).toBe(true)
    expect(isMajority(42, 84, { kind: 'simple' })).toBe(false)
    expect(isMajority(0, 0, { kind: 'twoThirds' })).toBe(false)
    expect(isMajority(3, 4, { kind: 'custom', share: { numerator: 3, denominator: 4 } })).toBe(true)
  })

  test('12.4 a closed vote takes nothing more and never changes', () => {
    const state = after(...opened, open(), cast('a', 'yes'), closeVote('chair', 1))
    expect(refusal(state, ...cast('b', 'no'))).toBe('voteClosed')
    expect(decided(state, ...closeVote('chair', 1))).toEqual([])
  })

  test('12.5 a secret ballot is on record without its choice, is final, and the counters are the result', () => {
    const state = after(...opened, open({ secret: true, mayChange: true }), cast('a', 'yes'))
    expect(vote(state, 1)?.ballots).toEqual({ 'o-mon.a': null })
    expect(refusal(state, ...cast('a', 'no'))).toBe('ballotCast')
    expect(
      vote(after(...opened, open({ secret: true }), cast('a', 'yes'), closeVote('chair', 1, { yes: 1 })), 1)?.result,
    ).toMatchObject({ counts: { yes: 1, no: 0, abstain: 0 }, cast: 1 })
  })

  test('12.1 a countdown ends casting, and closes by itself', () => {
    const state = after(...opened, open({ forSec: 60 }))
    expect(refusal(state, ...cast('a', 'yes'), NOON + 60_000)).toBe('voteClosed')
    const up = { type: 'voteTimeUp', voteId: voteId(1), tally: null } as const
    expect(decided(state, up, system, NOON + 59_999)).toEqual([])
    expect(decided(state, up, system, NOON + 60_000)).toMatchObject([{ type: 'voteClosed', by: null }])
  })

  test('12.1 among delegates each person has a ballot of their own', () => {
    const state = after(
      ...opened,
      open({ electorate: 'delegates' }),
      cast('a', 'yes'),
      cast('chair', 'yes'),
      closeVote('chair', 1),
    )
    expect(vote(state, 1)?.result).toMatchObject({ cast: 2, base: 4, passed: false })
    expect(refusal(after(...opened, open({ electorate: 'delegates' })), ...cast('secretary', 'yes'))).toBe('forbidden')
  })
})

describe('the programme', () => {
  const replan = (version: number, items: number[], changes = {}) => {
    const [command] = [programme]
    if (command.type !== 'setProgramme') throw new Error('no programme')
    const agenda = items.map((n) => ({ itemId: itemId(n), title: `Nội dung ${n} (sửa)`, presenter: '', minutes: 15 }))
    return [{ ...command, programme: { ...command.programme, version, agenda, ...changes } }, system] as const
  }
  const items = (state: MeetingState) => state.conduct.agenda.map((point) => point.itemId)

  test('11.3 a version of the plan is taken over once, so that what was changed in the meeting stays', () => {
    const edited = after(
      ...opened,
      asks('secretary', 'agenda:set', { itemId: itemId(1), title: 'Đã sửa trong cuộc họp', presenter: '', minutes: 5 }),
      [programme, system],
    )
    expect(edited.conduct.agenda[0]?.title).toBe('Đã sửa trong cuộc họp')
  })

  test('11.3 a newer plan adds and takes away, but not what was added or begun in the meeting', () => {
    const added = asks('secretary', 'agenda:set', {
      itemId: itemId(9),
      title: 'Thêm tại cuộc họp',
      presenter: '',
      minutes: 5,
    })
    const state = after(...opened, added, asks('chair', 'agenda:start', { itemId: itemId(1) }), replan(2, [3]))
    expect(items(state)).toEqual([itemId(3), itemId(1), itemId(9)])
    expect(items(after(...opened, replan(2, [2])))).toEqual([itemId(2)])
  })

  test('11.3 once it is under way a plan changes neither the mode nor the time to speak', () => {
    const changes = { mode: 'open' as const, speakLimitSec: 60, share: 'everyone' as const }
    expect(after(...opened, replan(2, [1], changes)).conduct).toMatchObject({
      mode: 'chaired',
      speakLimitSec: 300,
      share: 'everyone',
    })
    expect(after(joins('chair', 'chair'), [programme, system], replan(2, [1], changes)).conduct).toMatchObject({
      mode: 'open',
      speakLimitSec: 60,
    })
  })

  test('10.4 when units were first seen, left and came back is known from the log alone', () => {
    const unit = (state: MeetingState) => state.conduct.units.find(({ code }) => code === 'o-mon.a')
    expect(
      unit(after(joins('chair', 'chair'), joins('a'), [programme, system])),
      'there before the programme',
    ).toMatchObject({ firstSeenAt: NOON, lastLeftAt: null })
    const back = [joinCommand('a', { resume: endpointOf('a') }), account('a')] as const
    expect(unit(after(...opened, lose('a')))).toMatchObject({ lastLeftAt: NOON, lastBackAt: null })
    expect(unit(after(...opened, lose('a'), back))).toMatchObject({ lastBackAt: NOON })
  })
})

describe('what the office does meanwhile', () => {
  const note = (change: 'added' | 'removed') =>
    ({
      type: 'noteOffice',
      event: { type: 'paperChanged', change, paperId: 'p.1', name: 'Báo cáo', by: participantOf('chair') },
    }) as const

  test('11.7, 11.8 it is on record while the meeting is open, not before and not after, and only the system says so', () => {
    expect(decided(after(...opened), note('added'), system)).toEqual([note('added').event])
    expect(decided(after(), note('added'), system)).toEqual([])
    expect(decided(after(...opened, asks('chair', 'meeting:end', {})), note('removed'), system)).toEqual([])
    expect(refusal(after(...opened), note('added'), at('chair'))).toBe('forbidden')
  })

  test('11.7 units of a newer plan count from when it was taken over, those of the first from the beginning', () => {
    const more = {
      ...programme,
      programme: { ...programme.programme, version: 2, units: [...programme.programme.units, unitOf('d')] },
    }
    const state = after(...opened, [more, system])
    expect(state.conduct.units.map(({ code, addedAt }) => [code, addedAt])).toEqual([
      ['o-mon.a', null],
      ['o-mon.b', null],
      ['o-mon.c', null],
      ['o-mon.d', NOON],
    ])
    expect(quorumOf(state).expected).toBe(4)
  })
})
