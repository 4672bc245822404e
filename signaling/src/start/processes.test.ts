import { ErrorBody, MeetingList, type Notice } from '@diem-cau/signaling-contract'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { accountOf, meetingId, participantOf } from '../testing/people.ts'
import { optionsForTests } from '../testing/optionsForTests.ts'
import { connect, joinData, type Office, type TestSocket } from '../testing/startOffice.ts'
import { startProcesses } from '../testing/startProcesses.ts'
import { PASSWORD } from '../testing/password.ts'
import { startRedis, type TestRedis } from '../testing/startRedis.ts'
import { StartupError } from '../db/engine/StartupError.ts'
import { startSignaling } from './startSignaling.ts'

/** News of another process come within a second, on a machine that does much else later. Milliseconds. */
const HEARD_MS = 10_000

const welcomedBy = ({ notices }: TestSocket): string | undefined =>
  notices.find((notice): notice is Extract<Notice, { name: 'welcome' }> => notice.name === 'welcome')?.serverId

async function idOf(office: Office): Promise<string> {
  const socket = await connect(office, 'colleague')
  return vi.waitUntil(() => welcomedBy(socket))
}

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

/** Signs in and out, which makes a process look whose sign-in has ended. */
async function signInAndOut({ url }: Office, login: string): Promise<void> {
  const signedIn = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
  const out = await fetch(`${url}/api/sign-out`, { method: 'POST', headers: { cookie } })
  expect([signedIn.status, out.ok]).toEqual([200, true])
}

describe.skipIf(inject('postgres') === null)('two processes with one store', () => {
  test('1.12, 2.1 a meeting is conducted by one; the other says which, and pipes there whoever asks for it', async () => {
    const { one, two } = await startProcesses(redis)
    const chair = await connect(one, 'chair')
    expect(await chair.send('meeting:join', joinData)).toMatchObject({ ok: true })
    const conducts = await idOf(one)

    const ward = await connect(two, 'ward')
    expect(await ward.send('meeting:join', joinData)).toMatchObject({
      ok: false,
      error: { code: 'elsewhere', process: conducts },
    })
    const led = await connect(two, 'ward', {}, { process: conducts })
    expect(welcomedBy(led)).toBe(conducts)
    expect(await led.send('meeting:join', joinData)).toMatchObject({ ok: true })
    await vi.waitFor(() => expect(Object.keys(one.meetings.peek(meetingId)?.state.participants ?? {})).toHaveLength(2))
    expect(two.meetings.hosts).toEqual([])
  })

  test('1.12 a process that is not there is answered for by whoever is asked', async () => {
    const { one, two } = await startProcesses(redis)
    const gone = await idOf(one)
    await one.close()
    const socket = await connect(two, 'ward', {}, { process: gone })
    expect(welcomedBy(socket)).toBe(await idOf(two))
    expect(await socket.send('meeting:join', joinData)).toMatchObject({ ok: true })
  })

  test('2.1 a process that stops gives its meetings to the next at once, and cuts those who were led to it', async () => {
    const { one, two } = await startProcesses(redis)
    const led = await connect(two, 'chair', {}, { process: await idOf(one) })
    await led.send('meeting:join', joinData)
    const cut = new Promise((resolve) => led.raw.once('disconnect', resolve))
    await one.close()
    expect(await cut).toBe('transport close')
    expect(await (await connect(two, 'chair')).send('meeting:join', joinData)).toMatchObject({ ok: true })
  })

  test('what the office asks about a meeting another process answers too, from what the one that conducts it tells', async () => {
    const { one, two } = await startProcesses(redis)
    const chair = await connect(one, 'chair')
    await chair.send('meeting:join', joinData)
    const seen = () => ({
      attended: [...two.meetings.attended()],
      isIn: two.meetings.isIn(accountOf('chair')),
      conducts: two.meetings.conducts(meetingId, accountOf('chair')),
      connected: two.meetings.statusOf(meetingId)?.connected ?? 0,
    })
    await expect
      .poll(seen, { timeout: HEARD_MS })
      .toEqual({ attended: [meetingId], isIn: true, conducts: true, connected: 1 })
    expect(two.meetings.barred(meetingId), 'that is looked up in the log').toBeNull()
    const list = await fetch(`${two.url}/api/meetings`, {
      headers: { authorization: `Bearer ${await two.tokenOf('ward')}` },
    })
    expect(MeetingList.parse(await list.json()).meetings).toMatchObject([{ meetingId, connected: 1, phase: 'live' }])
    await chair.send('meeting:leave', {})
    await expect.poll(seen, { timeout: HEARD_MS }).toEqual({ attended: [], isIn: false, conducts: false, connected: 0 })
  })

  test('3.6, 11.7 what the office does in one process reaches the meeting that another conducts', async () => {
    const { one, two } = await startProcesses(redis)
    const ward = await connect(one, 'ward')
    await (await connect(one, 'chair')).send('meeting:join', joinData)
    await ward.send('meeting:join', joinData)
    two.meetings.note(meetingId, accountOf('chair'), {
      type: 'invitedMore',
      units: [],
      guests: [{ participantId: participantOf('guest'), name: 'Khách', organisation: '' }],
    })
    const told = (type: string) =>
      ward.notices.some((notice) => notice.name === 'events' && notice.events.some(({ event }) => event.type === type))
    await expect.poll(() => told('invitedMore')).toBe(true)
    await two.db.deleteFrom('meeting_seat').where('account_id', '=', accountOf('ward')).execute()
    await two.meetings.replanned([meetingId])
    await expect.poll(() => ward.notices.at(-1)).toMatchObject({ name: 'ejected', error: { code: 'forbidden' } })
  })

  test('1.7 whose account is disabled in one process is cut off by the other', async () => {
    const { one, two } = await startProcesses(redis, { accountCheckMs: 3_600_000 })
    const ward = await connect(one, 'ward')
    const cut = new Promise((resolve) => ward.raw.once('disconnect', resolve))
    await two.db.updateTable('account').set({ disabled: 1 }).where('id', '=', accountOf('ward')).execute()
    await signInAndOut(two, 'colleague')
    expect(await cut).toBe('io server disconnect')
  })

  test('each has the same keys, in folders of their own, and wrong passwords are counted together', async () => {
    const { one, two } = await startProcesses(
      redis,
      { masterSecret: 'a secret that both of the servers have' },
      'apart',
    )
    const token = await one.tokenOf('ward')
    const me = await fetch(`${two.url}/api/meetings`, { headers: { authorization: `Bearer ${token}` } })
    expect(me.status).toBe(200)
    const wrong = async ({ url }: Office) => {
      const answer = await fetch(`${url}/api/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login: 'ward', password: 'wrong-password' }),
      })
      return ErrorBody.parse(await answer.json()).code
    }
    for (const office of [one, two, one, two, one]) expect(await wrong(office)).toBe('wrongCredentials')
    expect([await wrong(one), await wrong(two)]).toEqual(['tooManyTries', 'tooManyTries'])
  })

  test('2.7 while Redis is away a meeting that is open goes on, and another is not opened', async () => {
    const { one, two } = await startProcesses(redis)
    await (await connect(one, 'chair')).send('meeting:join', joinData)
    const conducts = await idOf(one)
    await redis.kill()
    const ward = await connect(two, 'ward')
    expect(await ward.send('meeting:join', joinData)).toMatchObject({
      ok: false,
      error: { code: 'placementUnavailable' },
    })
    const led = await connect(two, 'ward', {}, { process: conducts })
    expect(await led.send('meeting:join', joinData), 'who knows where to go comes in').toMatchObject({ ok: true })
    await redis.startAgain()
    await vi.waitFor(
      async () => expect(await ward.send('meeting:join', joinData)).toMatchObject({ error: { code: 'elsewhere' } }),
      8000,
    )
    expect(one.meetings.peek(meetingId), 'the same is conducted by the same').not.toBeNull()
  }, 20_000)

  test('a server that knows nothing of the others does not start beside them', async () => {
    const { options } = await startProcesses(redis)
    const alone = await optionsForTests({ ...options, redisUrl: null })
    await expect(startSignaling(alone)).rejects.toBeInstanceOf(StartupError)
  })
})

test('a Redis that is set and not there is said at the start', async () => {
  const options = await optionsForTests({ redisUrl: 'redis://127.0.0.1:1' })
  await expect(startSignaling(options)).rejects.toBeInstanceOf(StartupError)
})
