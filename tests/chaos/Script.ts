import { randomInt, randomUUID } from 'node:crypto'
import {
  type MeetingEvent,
  NoteId,
  OptionId,
  type ParticipantId,
  type RequestData,
  RequestId,
  VoteId,
} from '@diem-cau/signaling-contract'
import type { conductRequests } from '@diem-cau/signaling-contract'
import type { Step } from './ChaosClient.ts'
import type { Asked } from './Told.ts'

type Name = keyof typeof conductRequests

const OPTIONS = ['agree', 'against', 'abstain'].map((id) => OptionId.parse(id))

/** So many hold the floor together at most; the rest of it is the queue. */
const HOLDERS = 3

/**
 * Plays the participants of a meeting: the chair opens and closes votes, open and secret in turns, the secretary leads the
 * floor, the rooms vote and ask for the floor. Every request changes something when it is not refused: whatever belongs to two
 * (a place in the queue, the floor) is taken off its list before one of them asks.
 */
export class Script {
  #vote: { readonly voteId: VoteId; readonly secret: boolean; cast: number } | null = null
  #votes = 0
  #limit = 60
  readonly #queue: ParticipantId[] = []
  readonly #holders: ParticipantId[] = []
  /** The options that each has chosen in the vote that is open. */
  readonly #chosen = new Map<ParticipantId, OptionId>()
  readonly #floor = new Set<ParticipantId>()

  #start(): Step {
    return this.#step('meeting:start', { belowQuorum: true }, 'meetingStarted')
  }

  chair(rooms: number): Step {
    const vote = this.#vote
    if (vote && vote.cast >= rooms) {
      // The vote counts as closed before the answer, because ballots are refused from now on, which is no acknowledgement.
      return this.#step('vote:close', { voteId: vote.voteId }, 'voteClosed', () => (this.#vote = null))
    }
    if (vote || randomInt(4) > 0) {
      this.#limit = this.#limit === 60 ? 120 : 60
      return this.#step('floor:setLimit', { speakLimitSec: this.#limit }, 'speakLimitSet')
    }
    return this.#openVote()
  }

  /**
   * Lets the others give each kind of command once before the first kill, secret ballots for two options among them, so that each is
   * there to be lost whatever chance brings: in turns, the secretary's and two rooms'.
   */
  *opening([one, two]: readonly [ParticipantId, ParticipantId]): Generator<{
    readonly by: 'chair' | 'secretary' | ParticipantId
    readonly step: Step
  }> {
    yield { by: 'chair', step: this.#start() }
    yield { by: 'chair', step: this.#openVote() }
    for (const [n, room] of [one, two].entries()) yield { by: room, step: this.#cast(room, OPTIONS[n]) }
    yield { by: one, step: this.#requestFloor(one) }
    yield { by: 'secretary', step: this.#grant(remove(this.#queue, one)) }
    yield { by: 'secretary', step: this.#endFloor(remove(this.#holders, one)) }
    yield { by: 'secretary', step: this.#note() }
  }

  #openVote(): Step {
    const voteId = VoteId.parse(`v${(this.#votes += 1)}`)
    const secret = this.#votes % 2 === 1
    const data: RequestData<'vote:open'> = {
      voteId,
      itemId: null,
      question: 'Thông qua nghị quyết?',
      options: OPTIONS.map((optionId) => ({ optionId, label: optionId })),
      decides: OPTIONS[0] ?? null,
      secret,
      electorate: this.#votes % 4 < 2 ? 'units' : 'delegates',
      rule: { majority: { kind: 'simple' }, of: 'present' },
      mayChange: true,
      forSec: null,
      belowQuorum: true,
    }
    return this.#step('vote:open', data, 'voteOpened', () => {
      this.#chosen.clear()
      this.#vote = { voteId, secret, cast: 0 }
    })
  }

  secretary(): Step {
    const first =
      this.#queue.length > 0 && this.#holders.length < HOLDERS && randomInt(2) === 0 ? take(this.#queue) : undefined
    if (first) return this.#grant(first)
    const holder = this.#holders.length > 0 && randomInt(2) === 0 ? take(this.#holders) : undefined
    if (holder && randomInt(2) === 0)
      return this.#step(
        'floor:extend',
        { participantId: holder, limitSec: 60 + randomInt(600) },
        'floorLimitSet',
        () => void this.#holders.push(holder),
      )
    if (holder) return this.#endFloor(holder)
    return this.#note()
  }

  #grant(participantId: ParticipantId): Step {
    return this.#step(
      'floor:grant',
      { participantId, itemId: null },
      'floorGranted',
      () => void this.#holders.push(participantId),
    )
  }

  #endFloor(participantId: ParticipantId): Step {
    return this.#step('floor:end', { participantId }, 'floorEnded', () => void this.#floor.delete(participantId))
  }

  #note(): Step {
    return this.#step(
      'note:set',
      { noteId: NoteId.parse(`n${randomInt(5)}`), itemId: null, speaker: 'Phường 1', text: randomUUID() },
      'noteSet',
    )
  }

  room(me: ParticipantId): Step {
    const vote = this.#vote
    const before = this.#chosen.get(me)
    if (vote && (before === undefined || (!vote.secret && randomInt(3) === 0))) {
      const others = OPTIONS.filter((id) => id !== before)
      return this.#cast(me, others[randomInt(others.length)])
    }
    if (!this.#floor.has(me) && randomInt(2) === 0) return this.#requestFloor(me)
    if (this.#queue.includes(me) && randomInt(3) === 0) {
      remove(this.#queue, me)
      return this.#step(
        'floor:withdraw',
        { participantId: null },
        'floorRequestEnded',
        () => void this.#floor.delete(me),
      )
    }
    if (this.#holders.includes(me) && randomInt(3) === 0) {
      remove(this.#holders, me)
      return this.#step('floor:end', { participantId: null }, 'floorEnded', () => void this.#floor.delete(me))
    }
    return this.#step('rollCall:confirm', { unitCode: null, count: randomInt(100), people: [] }, 'presenceConfirmed')
  }

  #cast(me: ParticipantId, optionId: OptionId | undefined): Step {
    const vote = this.#vote
    if (!vote || !optionId) throw new Error('no vote, or no option')
    return this.#step(
      'vote:cast',
      { voteId: vote.voteId, optionId },
      'ballotCast',
      () => {
        if (this.#vote === vote) this.#chosen.set(me, optionId)
        vote.cast += 1
      },
      { voteId: vote.voteId, optionId },
    )
  }

  #requestFloor(me: ParticipantId): Step {
    this.#floor.add(me)
    return this.#step(
      'floor:request',
      { itemId: null, speaker: '', note: '' },
      'floorRequested',
      () => void this.#queue.push(me),
    )
  }

  #step<N extends Name>(
    name: N,
    data: RequestData<N>,
    writes: MeetingEvent['type'],
    then: () => void = () => {},
    ballot?: Asked['ballot'],
  ): Step {
    // Name and data belong together: the signature says so.
    const command = {
      requestId: RequestId.parse(randomUUID()),
      name,
      data,
      writes,
      ...(ballot ? { ballot } : {}),
    } as Asked
    return {
      command,
      done: (acknowledged) => {
        if (acknowledged) then()
        // A ballot may come too late; nothing else has a reason to be refused.
        else if (name !== 'vote:cast') throw new Error(`${name} was refused`)
      },
    }
  }
}

function take(list: ParticipantId[]): ParticipantId | undefined {
  return list.splice(randomInt(list.length), 1)[0]
}

/** @returns the one that was removed */
function remove(list: ParticipantId[], one: ParticipantId): ParticipantId {
  list.splice(list.indexOf(one), 1)
  return one
}
