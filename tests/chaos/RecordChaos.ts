import { randomInt, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, NoteId, OptionId, openVote, type RequestData, type RequestName, VoteId, voterIdOf } from '@diem-cau/signaling-contract'
import { seatsOf, TestOffice } from '../protocol/support/TestOffice.ts'
import type { TestClient } from '../protocol/support/TestClient.ts'
import { compareRecord, type Difference, type LoggedRequest } from './compareRecord.ts'

/** A chair and so many wards. */
const WARDS = 4
/** The process lives so long after everybody is back, in milliseconds. */
const LIFE_MS = [20, 220] as const

type Step = { readonly [N in RequestName]: { readonly name: N; readonly data: RequestData<N> } }[RequestName]
type Asked = Step & { readonly requestId: string }

/** Real sockets that vote and pass the floor, and a signaling process that is killed while they do. */
export class RecordChaos implements AsyncDisposable {
  readonly #office: TestOffice
  readonly #acknowledged: string[] = []
  /** Asked, and not answered when the process died: asked again under the same id. */
  readonly #open = new Map<number, Asked>()
  #kills = 0

  private constructor(office: TestOffice) {
    this.#office = office
  }

  static async open(): Promise<RecordChaos> {
    const chaos = new RecordChaos(await TestOffice.open({ seats: seatsOf(WARDS + 1), mediaNode: 'none' }))
    const chair = await chaos.#office.join(0)
    await chair.socket.request('meeting:start', {})
    return chaos
  }

  /** One life of the process, and its death. */
  async kill(): Promise<void> {
    await this.#office.empty(false)
    const clients = await Promise.all(Array.from({ length: WARDS + 1 }, (_, index) => this.#office.join(index)))
    const running = clients.map((client, index) => this.#act(client, index))
    await wait(randomInt(...LIFE_MS))
    await this.#office.killSignaling()
    await Promise.all(running)
    this.#kills += 1
    await this.#office.startSignaling()
  }

  /** What was acknowledged against what is on record. */
  result(): { kills: number; acknowledged: number } & Difference {
    return { kills: this.#kills, acknowledged: this.#acknowledged.length, ...compareRecord(this.#acknowledged, ...this.#record()) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#office[Symbol.asyncDispose]()
  }

  /** Asks one thing after the other until the process is gone. */
  async #act(client: TestClient, index: number): Promise<void> {
    for (;;) {
      const asked = this.#open.get(index) ?? nextStep(client, index)
      if (asked) {
        this.#open.set(index, asked)
        const answer = await answerOf(client, asked)
        if (answer === null) return
        this.#open.delete(index)
        // A refusal is an answer too: what others did meanwhile came first.
        if (answer.ok) this.#acknowledged.push(asked.requestId)
      }
      if (client.socket.closed !== null) return
      // Below the rate that a socket may ask at.
      await wait(60)
    }
  }

  #record(): [LoggedRequest[], { voteId: string; counted: number; cast: number }[]] {
    const database = new DatabaseSync(join(this.#office.dataDir, 'diem-cau.sqlite'), { readOnly: true })
    try {
      const rows = database.prepare('select request_id as requestId, event from meeting_log where request_id is not null order by seq').all()
      const logged = rows.map((row): LoggedRequest => ({ requestId: String(row['requestId']), type: String(JSON.parse(String(row['event'])).type) }))
      const secret = database
        .prepare(
          `select t.vote_id as voteId, sum(t.count) as counted,
            (select count(*) from meeting_log l where l.event ->> 'type' = 'ballotCast' and l.event ->> 'voteId' = t.vote_id) as cast
          from vote_tally t group by t.vote_id`,
        )
        .all()
      return [logged, secret.map((row) => ({ voteId: String(row['voteId']), counted: Number(row['counted']), cast: Number(row['cast']) }))]
    } finally {
      database.close()
    }
  }
}

/** Null when the process died before it answered. */
async function answerOf(client: TestClient, { requestId, name, data }: Asked): Promise<Answer | null> {
  const gone = client.socket.until('the end of the line', () => client.socket.closed !== null, 60_000).then(() => null)
  gone.catch(() => undefined)
  return Promise.race([client.socket.raw({ requestId, name, data }).catch(() => null), gone])
}

/** Something that must leave one line in the log when it is acknowledged; null when there is nothing to do just now. */
function nextStep(client: TestClient, index: number): Asked | null {
  const step = index === 0 ? chairStep(client) : wardStep(client)
  return step && { ...step, requestId: randomUUID() }
}

function chairStep({ state }: TestClient): Step {
  const vote = openVote(state)
  const { queue, holders } = state.conduct
  const waiting = queue[0]
  const holder = holders[0]
  switch (randomInt(4)) {
    case 0:
      if (vote && Object.keys(vote.ballots).length > 0) return { name: 'vote:close', data: { voteId: vote.voteId } }
      if (!vote) return { name: 'vote:open', data: newVote() }
      break
    case 1:
      if (waiting && holders.length < 4) return { name: 'floor:grant', data: { participantId: waiting.participantId, itemId: null } }
      break
    case 2:
      if (holder) return { name: 'floor:end', data: { participantId: holder.participantId } }
      break
    default:
  }
  return { name: 'note:set', data: { noteId: NoteId.parse(randomUUID()), itemId: null, speaker: '', text: 'x' } }
}

function wardStep({ state, participantId }: TestClient): Step | null {
  const { queue, holders } = state.conduct
  const vote = openVote(state)
  const me = state.participants[participantId]
  const voterId = vote && me ? voterIdOf(vote, me) : null
  if (vote && voterId !== null && vote.ballots[voterId] === undefined) {
    const option = vote.options[randomInt(vote.options.length)]
    if (option) return { name: 'vote:cast', data: { voteId: vote.voteId, optionId: option.optionId } }
  }
  const isThere = [...queue, ...holders].some((one) => one.participantId === participantId)
  return isThere ? null : { name: 'floor:request', data: { itemId: null, speaker: '', note: '' } }
}

const options = ['yes', 'no'].map((label) => ({ optionId: OptionId.parse(label), label }))

function newVote(): RequestData<'vote:open'> {
  return {
    voteId: VoteId.parse(randomUUID()), itemId: null, question: 'Thông qua?', options, decides: null, secret: randomInt(2) === 0, electorate: 'units',
    rule: { majority: { kind: 'simple' }, of: 'present' }, mayChange: false, forSec: null,
  }
}
