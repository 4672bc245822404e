import {
  ItemId,
  type OptionId,
  quorumOf,
  type RequestData,
  type Seat,
  unitSeats,
  type VoteId,
} from '@diem-cau/signaling-contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { optionId, voteData } from '../../signaling/src/testing/conduct.ts'
import { MediaInspector } from './support/MediaInspector.ts'
import type { TestClient } from './support/TestClient.ts'
import { TestOffice } from './support/TestOffice.ts'

const SEATS: Seat[] = ['chair', 'deputy', 'secretary', 'technician', 'observer', 'delegate', 'delegate', 'delegate']
const [CHAIR, DEPUTY, SECRETARY, TECHNICIAN, OBSERVER, WARD_A, WARD_B, WARD_C] = [0, 1, 2, 3, 4, 5, 6, 7] as const
/** Units of technicians and observers are not expected (10.1). */
const EXPECTED = SEATS.flatMap((seat, n) => (unitSeats.includes(seat) ? [n] : []))
/** Index of the colleague, who is of the same unit as ward A. */
const COLLEAGUE = SEATS.length

const [YES, NO] = [optionId('yes'), optionId('no')]

const inspector = new MediaInspector()
let office: TestOffice
beforeAll(async () => void (office = await TestOffice.open({ seats: SEATS, colleagueOf: WARD_A })))
afterEach(() => office.empty())
afterAll(async () => {
  await office?.[Symbol.asyncDispose]()
  inspector.close()
})

function enter<const T extends readonly number[]>(...who: T): Promise<{ -readonly [K in keyof T]: TestClient }> {
  return Promise.all(who.map((n) => office.join(n))) as Promise<{ -readonly [K in keyof T]: TestClient }>
}

const refusedWith = (code: string) => ({
  rejects: (asked: Promise<unknown>) => expect(asked).rejects.toMatchObject({ code }),
})

let votes = 0
/** Each vote gets an id of its own. */
const ballot = (changes: Partial<RequestData<'vote:open'>> = {}) =>
  voteData((votes += 1), { belowQuorum: true, ...changes })

const cast = (client: TestClient, voteId: VoteId, optionId: OptionId) =>
  client.socket.request('vote:cast', { voteId, optionId })
const voteOf = (client: TestClient, voteId: VoteId) => client.state.conduct.votes[voteId]
const seesClosed = (voteId: VoteId) => (client: TestClient) =>
  client.until('the result', (c) => (voteOf(c, voteId)?.status === 'closed' ? voteOf(c, voteId) : undefined))

test('8.1, 8.3, 8.5, 8.6, 9.2 the chair opens the meeting, the floor is asked for, granted, silenced, and a cut microphone waits for its own room', async () => {
  const [chair, secretary, a, b] = await enter(CHAIR, SECRETARY, WARD_A, WARD_B)
  const [chairMic, micA, micB] = await Promise.all([chair.produce('mic'), a.produce('mic'), b.produce('mic')])
  const open = () => [chairMic, micA, micB].map((id) => inspector.producers.get(id)?.paused === false)
  expect(open(), 'before it is opened everyone may talk').toEqual([true, true, true])

  await refusedWith('forbidden').rejects(a.socket.request('meeting:start', {}))
  await refusedWith('notStarted').rejects(a.socket.request('floor:request', { itemId: null, speaker: '', note: '' }))
  await chair.socket.request('meeting:start', { belowQuorum: true })
  await expect.poll(open).toEqual([true, false, false])

  await a.socket.request('floor:request', { itemId: null, speaker: 'Bà Lê Thị Hồng Gấm', note: '' })
  await b.socket.request('floor:request', { itemId: null, speaker: '', note: '' })
  await b.socket.request('floor:request', { itemId: null, speaker: '', note: '' })
  const queue = (client: TestClient) => client.state.conduct.queue.map(({ participantId }) => participantId)
  await secretary.until('the queue', (c) => queue(c).length === 2)
  expect(queue(secretary), 'in order of asking, once each').toEqual([a.participantId, b.participantId])
  await refusedWith('forbidden').rejects(
    b.socket.request('floor:move', { participantId: b.participantId, before: a.participantId }),
  )
  await refusedWith('forbidden').rejects(
    b.socket.request('floor:grant', { participantId: b.participantId, itemId: null }),
  )
  await refusedWith('forbidden').rejects(b.socket.request('floor:setMode', { mode: 'open' }))
  await refusedWith('forbidden').rejects(b.socket.request('agenda:start', { itemId: ItemId.parse('none') }))
  await secretary.socket.request('floor:move', { participantId: b.participantId, before: a.participantId })
  await a.until('told', (c) => queue(c)[0] === b.participantId)

  await secretary.socket.request('floor:grant', { participantId: b.participantId, itemId: null })
  await expect.poll(open).toEqual([true, false, true])
  // A client opens no gate by switching its microphone on, whatever it sends.
  const paused = (value: boolean) => a.socket.request('producer:setPaused', { producerId: micA, paused: value })
  await paused(true)
  await paused(false)
  expect(open()).toEqual([true, false, true])

  await chair.socket.request('floor:silenceAll', {})
  await expect.poll(open).toEqual([true, false, false])
  await b.until(
    'the floor is gone',
    (c) => c.state.conduct.holders.length === 0 && c.state.conduct.cut[b.participantId],
  )
  await chair.socket.request('floor:grant', { participantId: b.participantId, itemId: null })
  await chair.until('granted', (c) => c.state.conduct.holders.length === 1)
  expect(open(), 'granted, and still cut').toEqual([true, false, false])
  await b.socket.request('mic:consent', {})
  await expect.poll(open).toEqual([true, false, true])
  const screen = await b.produce('screen')
  expect(inspector.producers.has(screen), 'who has the floor may share').toBe(true)
  await b.socket.request('floor:end', { participantId: null })
  await expect.poll(open).toEqual([true, false, false])
  await expect.poll(() => inspector.producers.has(screen), { message: '9.2 and no longer' }).toBe(false)
})

test('11.3 the meeting opens with the programme of its plan: units that are expected, rules, and who is there; a newer plan is taken over, and what was added stays', async () => {
  const [chair, a] = await enter(CHAIR, WARD_A)
  await a.until('the programme', ({ state }) => state.conduct.programme !== null)
  const { units, quorum, speakLimitSec } = a.state.conduct
  expect(units.map(({ code }) => code).toSorted()).toEqual(EXPECTED.map((n) => office.official(n).unit.code).toSorted())
  expect(units.find(({ code }) => code === office.official(WARD_A).unit.code)?.firstSeenAt).not.toBeNull()
  expect({ quorum, speakLimitSec }).toEqual({ quorum: { numerator: 1, denominator: 2 }, speakLimitSec: 300 })
  expect(chair.state.conduct.actingChair).toBe(chair.participantId)

  await chair.socket.request('agenda:set', {
    itemId: ItemId.parse('added'),
    title: 'Ý kiến khác',
    presenter: '',
    minutes: 5,
  })
  await office.replan({
    deputyId: office.official(DEPUTY).accountId,
    agenda: [{ itemId: 'planned', title: 'Thảo luận', presenter: '', minutes: 30 }],
  })
  await a.until('the newer plan', ({ state }) => state.conduct.agenda.length === 2)
  expect(a.state.conduct.agenda.map(({ itemId }) => itemId)).toEqual(['planned', 'added'])
})

test('10.2, 10.3, 10.5 each room confirms for itself, the secretary for any, and the quorum counts who is connected; the office sees when a unit came and went', async () => {
  const [chair, secretary, a, b] = await enter(CHAIR, SECRETARY, WARD_A, WARD_B)
  const { expected } = quorumOf(chair.state)
  expect(expected).toBe(EXPECTED.length)
  await secretary.socket.request('rollCall:open', {})
  const present = (client: TestClient, count: number) =>
    client.until(`${count} present`, (c) => quorumOf(c.state).present === count)
  await present(chair, 0)
  const { code } = office.official(WARD_B).unit
  await refusedWith('forbidden').rejects(a.socket.request('rollCall:confirm', { unitCode: code, count: 3, people: [] }))
  await a.socket.request('rollCall:confirm', { unitCode: null, count: 3, people: ['Ông Nguyễn Văn A'] })
  await chair.socket.request('rollCall:confirm', { unitCode: null, count: 1, people: [] })
  await present(chair, 2)
  expect(quorumOf(chair.state)).toMatchObject({ needed: 3, reached: false })
  await secretary.socket.request('rollCall:confirm', { unitCode: code, count: 5, people: [] })
  await present(a, 3)
  expect(quorumOf(a.state).reached).toBe(true)
  const lastSpan = async () => (await chair.socket.request('rollCall:times', { unitCode: code })).spans.at(-1)
  const stay = await lastSpan()
  expect(stay).toEqual({ from: expect.any(Number), to: null })
  await b.socket.request('meeting:leave', {})
  await present(a, 2)
  expect(quorumOf(a.state).reached).toBe(false)
  await refusedWith('forbidden').rejects(a.socket.request('rollCall:times', { unitCode: code }))
  expect(await lastSpan()).toEqual({ from: stay?.from, to: expect.any(Number) })
  await secretary.socket.request('rollCall:close', {})
})

test('12.1, 12.2, 12.3, 12.6 an open vote: one ballot a unit, changed only where the rule says so, and nobody is told how it stands', async () => {
  const [chair, a, b, colleague] = await enter(CHAIR, WARD_A, WARD_B, COLLEAGUE)
  const first = ballot()
  await refusedWith('forbidden').rejects(a.socket.request('vote:open', first))
  await chair.socket.request('vote:open', first)
  await refusedWith('voteOpen').rejects(chair.socket.request('vote:open', ballot()))
  await cast(a, first.voteId, YES)
  await refusedWith('ballotCast').rejects(cast(colleague, first.voteId, NO))
  await cast(b, first.voteId, NO)
  await chair.until('two have voted', (c) => Object.keys(voteOf(c, first.voteId)?.ballots ?? {}).length === 2)

  // The states by events, by all events again, and of one who comes now are the same.
  const late = await office.connect(WARD_C)
  const { sync } = await late.join()
  const again = await b.socket.request('meeting:resync', { seq: 0 })
  expect(sync.kind).toBe('snapshot')
  for (const { state } of [chair, a, b, late])
    expect(Object.values(state.conduct.votes[first.voteId]?.ballots ?? {})).toEqual([null, null])
  const told = JSON.stringify([chair.socket.notices, b.socket.notices, again])
  expect(told).toContain('"type":"ballotCast"')
  expect(told).not.toMatch(/"type":"ballotCast"[^}]*"optionId":"/)

  await chair.socket.request('vote:close', { voteId: first.voteId })
  for (const client of [chair, a, b, late]) {
    expect(await seesClosed(first.voteId)(client)).toMatchObject({
      result: { counts: { yes: 1, no: 1 }, cast: 2, passed: false },
      ballots: { [office.official(WARD_A).unit.code]: YES, [office.official(WARD_B).unit.code]: NO },
    })
  }
  await refusedWith('voteClosed').rejects(cast(b, first.voteId, YES))

  const second = ballot({ mayChange: true })
  await chair.socket.request('vote:open', second)
  await cast(a, second.voteId, YES)
  await cast(colleague, second.voteId, NO)
  await chair.socket.request('vote:close', { voteId: second.voteId })
  expect(await seesClosed(second.voteId)(b), 'the unit counts once, by its last one').toMatchObject({
    result: { counts: { yes: 0, no: 1 }, cast: 1 },
  })
})

test('12.5 a secret vote: final, once a unit whatever the device, and on disk nobody can tell who chose what', async () => {
  const [chair, a, b, colleague] = await enter(CHAIR, WARD_A, WARD_B, COLLEAGUE)
  const vote = ballot({ secret: true, mayChange: true })
  const { voteId } = vote
  await chair.socket.request('vote:open', vote)
  const both = await Promise.allSettled([cast(a, voteId, YES), cast(colleague, voteId, YES)])
  expect(both.map(({ status }) => status).toSorted(), 'two devices of one unit at the same moment').toEqual([
    'fulfilled',
    'rejected',
  ])
  await refusedWith('ballotCast').rejects(cast(a, voteId, NO))
  const other = await office.connect(WARD_A)
  await other.join({ takeover: true })
  await refusedWith('ballotCast').rejects(cast(other, voteId, NO))
  await cast(b, voteId, NO)

  const written = office
    .onDisk("SELECT event FROM meeting_log WHERE event LIKE '%ballotCast%' AND event LIKE ?", `%"${voteId}"%`)
    .map(({ event }) => JSON.parse(String(event)))
  expect(written.map(({ voterId, optionId }) => [voterId, optionId])).toEqual(
    [WARD_A, WARD_B].map((n) => [office.official(n).unit.code, null]),
  )
  expect(
    office.onDisk('SELECT option_id AS optionId, count FROM vote_tally WHERE vote_id = ? ORDER BY option_id', voteId),
  ).toEqual([
    { optionId: 'abstain', count: 0 },
    { optionId: NO, count: 1 },
    { optionId: YES, count: 1 },
  ])
  await chair.socket.request('vote:close', { voteId })
  const units = [WARD_A, WARD_B].map((n) => [office.official(n).unit.code, null])
  expect(await seesClosed(voteId)(b)).toMatchObject({
    result: { counts: { yes: 1, no: 1 }, cast: 2 },
    ballots: Object.fromEntries(units),
  })
})

test('9.4 what is written to the secretary or the technicians reaches nobody else, neither now nor later', async () => {
  const [chair, secretary, technician, observer, a, b] = await enter(
    CHAIR,
    SECRETARY,
    TECHNICIAN,
    OBSERVER,
    WARD_A,
    WARD_B,
  )
  const write = (client: TestClient, to: 'all' | 'secretary' | 'technician', text: string) =>
    client.socket.request('chat:send', { to, text })
  await write(a, 'secretary', 'gửi thư ký')
  await write(a, 'technician', 'gửi kỹ thuật')
  await write(observer, 'technician', 'không nghe rõ')
  await refusedWith('forbidden').rejects(write(observer, 'all', 'xin chào'))
  await write(b, 'all', 'gửi mọi người')
  const may = new Map([
    [chair, ['gửi mọi người']],
    [secretary, ['gửi thư ký', 'gửi mọi người']],
    [technician, ['gửi kỹ thuật', 'không nghe rõ', 'gửi mọi người']],
    [observer, ['không nghe rõ', 'gửi mọi người']],
    [a, ['gửi thư ký', 'gửi kỹ thuật', 'gửi mọi người']],
    [b, ['gửi mọi người']],
  ])
  for (const [client, texts] of may) {
    // The last one is for all: whatever was sent here before it has arrived.
    await client.socket.notice('chat', ({ message }) => message.to === 'all')
    expect(client.socket.notices.flatMap((notice) => (notice.name === 'chat' ? [notice.message.text] : []))).toEqual(
      texts,
    )
    const { messages } = await client.socket.request('chat:history', {})
    expect(messages.map(({ text }) => text)).toEqual(texts)
  }
  await secretary.socket.request('chat:set', { open: false })
  await refusedWith('chatClosed').rejects(write(b, 'all', 'muộn'))
  await write(chair, 'all', 'chủ trì vẫn viết được')
  await write(b, 'secretary', 'gửi thư ký vẫn được')
  await secretary.socket.request('chat:set', { open: true })

  await a.socket.request('complaint:send', { about: chair.participantId, what: 'badSound' })
  await technician.socket.notice('complaint')
  await a.socket.request('endpoint:troubles', { troubles: ['microphoneSilent', 'lineUp'] })
  const troubled = { participantId: a.participantId, troubles: ['microphoneSilent', 'lineUp'] }
  for (const client of [chair, secretary, technician])
    expect(await client.socket.notice('troubles')).toMatchObject(troubled)
  await write(b, 'all', 'xong')
  await observer.socket.notice('chat', ({ message }) => message.text === 'xong')
  for (const client of [observer, a, b])
    expect(client.socket.notices.filter(({ name }) => name === 'complaint' || name === 'troubles')).toEqual([])
})

test(
  '2.3, 6.4, 8.5, 12.1 signaling is killed in the middle: floor, queue, gates, cut microphones and the vote go on, and the countdown ends by itself',
  { timeout: 60_000 },
  async () => {
    const [chair, a, b] = await enter(CHAIR, WARD_A, WARD_B)
    const [micA, micB] = await Promise.all([a.produce('mic'), b.produce('mic')])
    const open = () => [micA, micB].map((id) => inspector.producers.get(id)?.paused === false)
    await b.socket.request('floor:request', { itemId: null, speaker: '', note: '' })
    await chair.socket.request('floor:grant', { participantId: a.participantId, itemId: null, limitSec: 600 })
    await chair.socket.request('mic:cut', { participantId: b.participantId })
    const vote = ballot({ forSec: 10 })
    await chair.socket.request('vote:open', vote)
    await cast(a, vote.voteId, YES)
    await chair.until('voted', (c) => Object.keys(voteOf(c, vote.voteId)?.ballots ?? {}).length === 1)
    const before = chair.state
    await expect.poll(open).toEqual([true, false])
    await office.killSignaling()
    await office.startSignaling()

    const back = async (client: TestClient, n: number) => {
      const again = await office.connect(n, { deviceId: client.deviceId })
      await again.join({ resume: { endpointId: client.endpointId, seq: 0 } })
      return again
    }
    const [chairAgain, aAgain, bAgain] = await Promise.all([back(chair, CHAIR), back(a, WARD_A), back(b, WARD_B)])
    await chairAgain.until('all are back', (c) =>
      Object.values(c.state.participants).every(({ line }) => line === 'online'),
    )
    const { units, ...conduct } = chairAgain.state.conduct
    expect(conduct).toEqual({ ...before.conduct, units: undefined })
    expect(units.map(({ code, confirmed }) => [code, confirmed])).toEqual(
      before.conduct.units.map(({ code, confirmed }) => [code, confirmed]),
    )
    expect(open(), 'a goes on to be heard').toEqual([true, false])
    await chairAgain.socket.request('mic:cut', { participantId: a.participantId })
    await expect.poll(open, { message: 'by the new process' }).toEqual([false, false])
    await refusedWith('ballotCast').rejects(cast(aAgain, vote.voteId, NO))
    await cast(bAgain, vote.voteId, YES)
    expect(
      await chairAgain.until(
        'the countdown is over',
        (c) => (voteOf(c, vote.voteId)?.status === 'closed' ? voteOf(c, vote.voteId) : undefined),
        20_000,
      ),
    ).toMatchObject({
      result: { counts: { yes: 2, no: 0 }, cast: 2 },
    })
    const closed = chairAgain.events.find(({ event }) => event.type === 'voteClosed' && event.voteId === vote.voteId)
    expect(closed?.event, 'by nobody').toMatchObject({ by: null })
    expect(closed?.at).toBeGreaterThanOrEqual(before.conduct.votes[vote.voteId]?.closesAt ?? Infinity)
  },
)

test('7.3, 7.4 the chair is gone: the deputy acts, then the secretary, and the chair again as soon as it is back', async () => {
  await using other = await TestOffice.open({ seats: SEATS, mediaNode: 'none', chairGraceMs: 300 })
  const [chair, deputy, secretary] = await Promise.all([other.join(CHAIR), other.join(DEPUTY), other.join(SECRETARY)])
  await chair.socket.request('meeting:start', { belowQuorum: true })
  const acts = (participantId: string | null) =>
    secretary.until(`${participantId} acts`, (c) => c.state.conduct.actingChair === participantId)
  await acts(chair.participantId)
  await refusedWith('forbidden').rejects(deputy.socket.request('floor:setMode', { mode: 'silent' }))

  chair.socket.breakLine()
  await acts(deputy.participantId)
  await deputy.socket.request('floor:setMode', { mode: 'silent' })
  deputy.socket.breakLine()
  await acts(secretary.participantId)
  await secretary.socket.request('floor:setMode', { mode: 'open' })

  const again = await other.connect(CHAIR, { deviceId: chair.deviceId })
  await again.join({ resume: { endpointId: chair.endpointId, seq: 0 } })
  await acts(chair.participantId)
  await refusedWith('forbidden').rejects(secretary.socket.request('floor:setMode', { mode: 'chaired' }))
  await again.socket.request('floor:setMode', { mode: 'chaired' })
  const changes = secretary.events.flatMap(({ event }) => (event.type === 'actingChairChanged' ? [event.reason] : []))
  expect(changes.slice(-3)).toEqual(['chairGone', 'chairGone', 'returned'])
})

test('3.2 the chair ends the meeting for everyone, and nobody gets in again, nor after a restart', async () => {
  const [chair, secretary, a] = await enter(CHAIR, SECRETARY, WARD_A)
  await refusedWith('forbidden').rejects(a.socket.request('meeting:end', {}))
  await refusedWith('forbidden').rejects(secretary.socket.request('meeting:end', {}))
  await chair.socket.request('meeting:end', {})
  for (const client of [chair, secretary, a])
    expect((await client.socket.notice('ejected')).error.code).toBe('meetingEnded')
  await expect.poll(async () => (await office.control.ask('meeting:list', {})).meetings).toEqual([])
  const stillIn = await office.connect(CHAIR)
  await refusedWith('meetingEnded').rejects(stillIn.join())
  await office.killSignaling()
  await office.startSignaling()
  for (const n of [CHAIR, SECRETARY, WARD_A])
    await refusedWith('meetingEnded').rejects((await office.connect(n)).join())
})
