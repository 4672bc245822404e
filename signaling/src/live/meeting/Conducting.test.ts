import {
  type ChatMessage,
  type LoggedEvent,
  MeetingError,
  type MeetingState,
  type Notice,
  type Participant,
  type ParticipantId,
  RequestId,
} from '@diem-cau/signaling-contract'
import { expect, onTestFinished, test } from 'vitest'
import { asks, opened, optionId, vote, voteData, voteId } from '../../testing/conduct.ts'
import { after, at, guestJoins, joins, meetingId, NOON, participantOf } from '../../testing/people.ts'
import { describeStores, silent, temporaryStore } from '../../testing/temporaryStore.ts'
import { type ChatBook, chatHistory, sendChat } from '../../domain/meeting/chat/chat.ts'
import { ConductStore } from './ConductStore.ts'
import type { Store } from '../../db/engine/openStore.ts'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import { Meeting } from './Meeting.ts'
import { Chat } from './Chat.ts'
import { Conducting } from './Conducting.ts'

/** A process that conducts the meeting of this store at this time. */
async function conduct(store: Store, now = NOON) {
  const log = new MeetingLogTable(store.db)
  const told: [ParticipantId, Notice][] = []
  const waiting = new Set<() => void>()
  let conducting: Conducting | null = null
  const onCommitted = (events: readonly LoggedEvent[]) => {
    conducting?.onCommitted(events)
    for (const look of waiting) look()
  }
  const clock = () => now
  const meeting = await Meeting.open({ meetingId, log, logger: silent, clock, onCommitted })
  conducting = new Conducting({
    meetingId,
    meeting,
    log,
    store: new ConductStore(store.db),
    clock,
    logger: silent,
    notify: (to, notice) => void told.push([to, notice]),
  })
  onTestFinished(() => conducting.close())
  const run = async (...steps: readonly (readonly [Parameters<Meeting['execute']>[0], ReturnType<typeof at>])[]) => {
    for (const [command, actor] of steps) await meeting.execute(command, { actor })
  }
  /** Resolves after the commit that makes it so. */
  const until = (is: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!is()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  return { meeting, log, conducting, told, run, until }
}

/** The lines that this participant may read. */
async function read(chat: ChatBook, state: MeetingState, who: Participant): Promise<ChatMessage[]> {
  const passed = await chatHistory.answer(state, who, {}, chat)
  if (passed instanceof MeetingError) throw passed
  return passed.answer.messages
}

const cast = (name: string, option: string) =>
  asks(name, 'vote:cast', { voteId: voteId(1), optionId: optionId(option) })

describeStores((open) => {
  test('6.4, 12.4, 12.5 the countdown of a secret vote ran out while no process was there: the next one closes and counts it', async () => {
    const store = await open()
    const before = await conduct(store)
    await before.run(
      ...opened,
      asks('chair', 'vote:open', voteData(1, { secret: true, forSec: 60 })),
      cast('a', 'yes'),
      cast('b', 'no'),
    )
    before.conducting.close()
    const { meeting, conducting, until } = await conduct(store, NOON + 3_600_000)
    await conducting.begin()
    await until(() => vote(meeting.state, 1)?.status === 'closed')
    expect(vote(meeting.state, 1)?.result).toMatchObject({ counts: { yes: 1, no: 1, abstain: 0 }, cast: 2 })
  })

  test('7.6 the plan says that a meeting has ended, also when the process was gone before it could', async () => {
    const store = await open()
    const { run } = await conduct(store)
    const phase = async () =>
      (await store.db.selectFrom('meeting').select('phase').where('id', '=', meetingId).executeTakeFirstOrThrow()).phase
    await run(...opened)
    const conducted = new ConductStore(store.db)
    await conducted.endedBefore(NOON)
    expect(await phase(), 'it goes on').toBe('scheduled')
    await new MeetingLogTable(store.db).append(meetingId, [
      { seq: 1_000, at: NOON, event: { type: 'meetingEnded' }, actor: null, requestId: null },
    ])
    await conducted.endedBefore(NOON)
    expect(await phase()).toBe('ended')
  })

  test('9.4 the chat is kept, and each reads what is to all, to them, or by them', async () => {
    const store = new ConductStore((await open()).db)
    const line = (n: number, from: string, to: 'all' | 'secretary' | 'technician') =>
      store.addChat(meetingId, {
        messageId: `m${n}`,
        at: NOON + n,
        from: participantOf(from),
        fromName: from,
        to,
        text: `${n}`,
      })
    await line(1, 'a', 'all')
    await line(2, 'a', 'secretary')
    await line(3, 'b', 'technician')
    const lines = async (who: string, also: ('secretary' | 'technician')[] = []) =>
      (await store.chat(meetingId, participantOf(who), also)).map(({ text }) => text)
    expect(await lines('a')).toEqual(['1', '2'])
    expect(await lines('b')).toEqual(['1', '3'])
    expect(await lines('c')).toEqual(['1'])
    expect(await lines('secretary', ['secretary'])).toEqual(['1', '2'])
    expect(await lines('technician', ['technician'])).toEqual(['1', '3'])
  })

  test('9.4 what was written within one millisecond is read in the order in which it was written', async () => {
    const state = after(joins('a'))
    const a = state.participants[participantOf('a')]
    if (!a) throw new Error('a is not there')
    const chat = new Chat({ meetingId, store: new ConductStore((await open()).db), clock: () => NOON })
    const texts = Array.from({ length: 12 }, (_, n) => String(n))
    for (const text of texts) await sendChat.answer(state, a, { to: 'all', text }, chat)
    expect((await read(chat, state, a)).map(({ text }) => text)).toEqual(texts)
  })

  test('9.4 a line is signed by the room’s unit, or by the person: nobody writes under the name of the unit that holds the meeting', async () => {
    const state = after(joins('a'), joins('secretary', 'secretary'), guestJoins('guest'))
    const chat = new Chat({ meetingId, store: new ConductStore((await open()).db), clock: () => NOON })
    const people = Object.values(state.participants)
    for (const person of people) await sendChat.answer(state, person, { to: 'all', text: 'x' }, chat)
    const lines = people[0] ? await read(chat, state, people[0]) : []
    expect(lines.map(({ fromName }) => fromName)).toEqual(['Phường a', 'secretary', 'guest'])
  })

  test('9.3 a paper is of this meeting, in a version that there is, and not taken back', async () => {
    const { db } = await open()
    const store = new ConductStore(db)
    const paper = { meeting_id: meetingId, item_id: null, name: 'Tờ trình', position: 1 }
    await db
      .insertInto('paper')
      .values([
        { ...paper, id: 'p' },
        { ...paper, id: 'gone', deleted_at: NOON },
      ])
      .execute()
    const version = {
      number: 2,
      file_name: 'to-trinh.pdf',
      type: 'pdf' as const,
      bytes: 1,
      sha256: '-',
      uploaded_by: 'a.chair',
      uploaded_at: NOON,
    }
    await db
      .insertInto('paper_version')
      .values([
        { ...version, paper_id: 'p' },
        { ...version, paper_id: 'gone' },
      ])
      .execute()
    expect(await store.paperName(meetingId, 'p', 2)).toBe('Tờ trình')
    expect(await store.paperName(meetingId, 'p', 1)).toBeNull()
    expect(await store.paperName(meetingId, 'gone', 2)).toBeNull()
    expect(await store.paperName('m.2' as typeof meetingId, 'p', 2)).toBeNull()
  })
})

test('2.6, 12.2 a ballot that cannot be written is refused and counts nowhere, and can be cast after', async () => {
  const store = await temporaryStore()
  const { meeting, log, conducting, run } = await conduct(store)
  await run(...opened, asks('chair', 'vote:open', voteData(1, { secret: true })))
  const [command, actor] = cast('a', 'yes')
  const ballot = () => conducting.ask(actor, 'vote:cast', command.data, RequestId.parse('r1'))
  store.raw.exec('PRAGMA query_only = ON')
  await expect(ballot()).rejects.toMatchObject({ code: 'storeUnavailable' })
  store.raw.exec('PRAGMA query_only = OFF')
  expect(await log.tally(meetingId, voteId(1))).toEqual({})
  expect(vote(meeting.state, 1)?.ballots).toEqual({})
  await ballot()
  const { conducting: next } = await conduct(store)
  await next.ask(actor, 'vote:cast', command.data, RequestId.parse('r1'))
  expect(await log.tally(meetingId, voteId(1)), 'once, also when it is asked again of the next process').toEqual({
    yes: 1,
    no: 0,
    abstain: 0,
  })
})

test('9.3 the pointer goes to everyone but its owner and is not recorded; who does not lead the paper may not point, nor too fast', async () => {
  const store = await temporaryStore()
  const { meeting, conducting, run, told } = await conduct(store)
  await run(...opened)
  await meeting.execute(
    { type: 'paper:open', data: { paperId: 'p', version: 1, page: 1 }, paperName: 'Tờ trình' },
    { actor: at('chair') },
  )
  const { seq } = meeting
  const point = { zoom: 1, x: 0.5, y: 0.5, pointer: { x: 0.1, y: 0.2 } }
  await conducting.pass(at('chair'), 'paper:point', point)
  expect(told.map(([to]) => to).toSorted()).toEqual(['a', 'b', 'deputy', 'secretary'].map(participantOf).toSorted())
  await expect(conducting.pass(at('a'), 'paper:point', point)).rejects.toMatchObject({ code: 'forbidden' })
  const flood = Array.from({ length: 100 }, () => conducting.pass(at('chair'), 'paper:point', point))
  await expect(Promise.all(flood)).rejects.toMatchObject({ code: 'rateLimited' })
  expect(meeting.seq).toBe(seq)
})

test('24.2 presses go to the room alone, ten at once and no more, and none of them is recorded', async () => {
  const { meeting, conducting, run, told } = await conduct(await temporaryStore())
  await run(
    ...opened,
    asks('a', 'camera:offer', { moves: ['zoom'], places: [] }),
    asks('chair', 'camera:take', { participantId: participantOf('a') }),
  )
  const { seq } = meeting
  const press = { kind: 'step', move: 'zoom', direction: 1 } as const
  const ask = () => conducting.pass(at('chair'), 'camera:move', { participantId: participantOf('a'), press })
  for (let n = 0; n < 10; n++) await ask()
  await expect(ask()).rejects.toMatchObject({ code: 'rateLimited' })
  expect(told).toEqual(Array.from({ length: 10 }, () => [participantOf('a'), { name: 'cameraMoveAsked', press }]))
  expect(meeting.seq).toBe(seq)
})
