import { ErrorBody, ItemId, type Notice, OptionId, type RequestData, VoteId } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TestClient } from './support/TestClient.ts'
import { TestOffice } from './support/TestOffice.ts'

/** Who sits where in the office of these tests. */
const CHAIR = 0
const SECRETARY = 1
const TECHNICIAN = 2
const WARD = 3
const OTHER = 4

let office: TestOffice

// An office each: a meeting that was ended stays so.
beforeEach(async () => {
  office = await TestOffice.open({ seats: ['chair', 'secretary', 'technician', 'delegate', 'delegate'], mediaNode: 'none' })
})
afterEach(() => office?.[Symbol.asyncDispose]())

const join = (...who: number[]) => Promise.all(who.map((index) => office.join(index)))
const code = (promise: Promise<unknown>) => promise.then(() => 'done', (error: { body?: unknown }) => ErrorBody.parse(error.body).code)
const noticesOf = (client: TestClient, name: Notice['name']) => client.socket.notices.filter((notice) => notice.name === name)

const [yes, no] = ['yes', 'no'].map((id) => OptionId.parse(id)) as [OptionId, OptionId]
const voteId = VoteId.parse('v-1')
const newVote = (changes: Partial<RequestData<'vote:open'>> = {}): RequestData<'vote:open'> => ({
  voteId, itemId: null, question: 'Thông qua?', options: [{ optionId: yes, label: 'Có' }, { optionId: no, label: 'Không' }], decides: yes, secret: false, electorate: 'units',
  rule: { majority: { kind: 'simple' }, of: 'present' }, mayChange: false, forSec: null, ...changes,
})

test('11.3 the meeting opens with the programme of its plan: units that are expected, rules, and who is there', async () => {
  const [chair, ward] = (await join(CHAIR, WARD)) as [TestClient, TestClient]
  await ward.until('the programme', ({ state }) => state.conduct.programme !== null)
  const { units, mode, quorum, speakLimitSec } = ward.state.conduct
  expect(units.map(({ code: unit }) => unit)).toContain(office.official(WARD).unit.code)
  expect(units.find(({ code: unit }) => unit === office.official(WARD).unit.code)?.firstSeenAt).not.toBeNull()
  expect({ mode, quorum, speakLimitSec }).toEqual({ mode: 'chaired', quorum: { numerator: 1, denominator: 2 }, speakLimitSec: 300 })
  expect(chair.state.conduct.actingChair).toBe(chair.participantId)
})

test('4.1, 8.3 the floor is asked for and given by those who may, and by nobody else', async () => {
  const [chair, secretary, ward, other] = (await join(CHAIR, SECRETARY, WARD, OTHER)) as [TestClient, TestClient, TestClient, TestClient]
  const ask = { itemId: null, speaker: 'Ông An', note: '' }
  expect(await code(ward.socket.request('floor:request', ask))).toBe('notStarted')
  expect(await code(ward.socket.request('meeting:start', {}))).toBe('forbidden')
  await chair.socket.request('meeting:start', {})
  await ward.socket.request('floor:request', ask)
  expect(await code(other.socket.request('floor:grant', { participantId: other.participantId, itemId: null }))).toBe('forbidden')
  await secretary.socket.request('floor:grant', { participantId: ward.participantId, itemId: null })
  await other.until('who has the floor', ({ state }) => state.conduct.holders.some(({ speaker }) => speaker === 'Ông An'))
  expect(await code(other.socket.request('floor:setMode', { mode: 'open' }))).toBe('forbidden')
  expect(await code(ward.socket.request('agenda:start', { itemId: ItemId.parse('none') }))).toBe('forbidden')
})

test('12.2, 12.3, 12.6 a unit votes once, from whichever device; nobody is told how it stands before it is closed, then all are', async () => {
  const [chair, ward, other] = (await join(CHAIR, WARD, OTHER)) as [TestClient, TestClient, TestClient]
  await chair.socket.request('meeting:start', {})
  await chair.socket.request('vote:open', newVote())
  await ward.socket.request('vote:cast', { voteId, optionId: yes })
  const second = await office.connect(WARD)
  await second.join({ takeover: true })
  expect(await code(second.socket.request('vote:cast', { voteId, optionId: no }))).toBe('ballotCast')
  await other.socket.request('vote:cast', { voteId, optionId: no })
  const late = await office.join(SECRETARY)
  for (const client of [chair, other, second, late]) {
    await client.until('both ballots', ({ state }) => Object.keys(state.conduct.votes[voteId]?.ballots ?? {}).length === 2)
    expect(Object.values(client.state.conduct.votes[voteId]?.ballots ?? {}), 'that, never what').toEqual([null, null])
  }
  await chair.socket.request('vote:close', { voteId })
  for (const client of [chair, other, second, late]) {
    const { result, ballots } = await client.until('the result', ({ state }) => (state.conduct.votes[voteId]?.status === 'closed' ? state.conduct.votes[voteId] : null))
    expect(result).toMatchObject({ counts: { yes: 1, no: 1 }, cast: 2, passed: false })
    expect(ballots).toEqual({ [office.official(WARD).unit.code]: 'yes', [office.official(OTHER).unit.code]: 'no' })
  }
})

test('12.5 a secret vote is counted and tells nobody who chose what, also over a restart in the middle', async () => {
  let [chair, ward] = (await join(CHAIR, WARD)) as [TestClient, TestClient]
  const other = await office.join(OTHER)
  await chair.socket.request('meeting:start', {})
  await chair.socket.request('vote:open', newVote({ secret: true }))
  await ward.socket.request('vote:cast', { voteId, optionId: yes })
  await office.killSignaling()
  await Promise.all([chair, ward, other].map((client) => client.until('cut', ({ socket }) => socket.closed !== null)))
  await office.startSignaling()
  ;[chair, ward] = (await join(CHAIR, WARD)) as [TestClient, TestClient]
  expect(await code(ward.socket.request('vote:cast', { voteId, optionId: no }))).toBe('ballotCast')
  await (await office.join(OTHER)).socket.request('vote:cast', { voteId, optionId: yes })
  await chair.socket.request('vote:close', { voteId })
  const vote = await ward.until('the result', ({ state }) => (state.conduct.votes[voteId]?.status === 'closed' ? state.conduct.votes[voteId] : null))
  expect(vote.result).toMatchObject({ counts: { yes: 2, no: 0 }, passed: true })
  expect(Object.values(vote.ballots)).toEqual([null, null])
})

test('12.1 a countdown closes the vote, also when the process that began it is gone', { timeout: 60_000 }, async () => {
  const [chair, ward] = (await join(CHAIR, WARD)) as [TestClient, TestClient]
  await chair.socket.request('meeting:start', {})
  await chair.socket.request('vote:open', newVote({ forSec: 10 }))
  await ward.socket.request('vote:cast', { voteId, optionId: yes })
  await office.killSignaling()
  await office.startSignaling()
  const back = await office.join(WARD)
  const vote = await back.until('the end of the countdown', ({ state }) => (state.conduct.votes[voteId]?.status === 'closed' ? state.conduct.votes[voteId] : null), 20_000)
  expect(vote.result).toMatchObject({ counts: { yes: 1, no: 0 } })
})

test('9.4 what is written to the secretary or the technicians is read by nobody else, now and later; a closed chat is the office’s', async () => {
  const [chair, secretary, technician, ward, other] = (await join(CHAIR, SECRETARY, TECHNICIAN, WARD, OTHER)) as [TestClient, TestClient, TestClient, TestClient, TestClient]
  for (const to of ['all', 'secretary', 'technician'] as const) await ward.socket.request('chat:send', { to, text: `cho ${to}` })
  const read = async (client: TestClient) => (await client.socket.request('chat:history', {})).messages.map(({ to }) => to)
  expect(await read(ward)).toEqual(['all', 'secretary', 'technician'])
  expect(await read(secretary)).toEqual(['all', 'secretary'])
  expect(await read(technician)).toEqual(['all', 'technician'])
  for (const client of [chair, other]) expect(await read(client)).toEqual(['all'])
  expect(noticesOf(other, 'chat')).toHaveLength(1)
  await secretary.socket.request('chat:set', { open: false })
  expect(await code(other.socket.request('chat:send', { to: 'all', text: 'x' }))).toBe('chatClosed')
  await chair.socket.request('chat:send', { to: 'all', text: 'Xin trật tự' })
  await ward.socket.request('complaint:send', { about: chair.participantId, what: 'badSound' })
  await technician.socket.notice('complaint')
  expect(noticesOf(other, 'complaint')).toEqual([])
})

test('the chair ends the meeting for all, and nobody gets in again', async () => {
  const [chair, ward] = (await join(CHAIR, WARD)) as [TestClient, TestClient]
  expect(await code(ward.socket.request('meeting:end', {}))).toBe('forbidden')
  await chair.socket.request('meeting:end', {})
  const { error } = await ward.socket.notice('ejected')
  expect(error.code).toBe('meetingEnded')
  expect(await code((await office.connect(WARD)).join())).toBe('meetingEnded')
})
