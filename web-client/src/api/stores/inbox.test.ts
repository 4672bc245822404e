import { type Account, AccountId } from '@diem-cau/signaling-contract'
import { InboxItem, type InboxState } from '@diem-cau/signaling-contract/office'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accountStore } from '../client/account.ts'
import { queryClient } from '../loading/queryClient.ts'
import { inboxQuery, readInbox, type Inbox } from './inbox.ts'

const itemOf = (n: number): InboxItem =>
  InboxItem.parse({
    itemId: `n.${n}`,
    kind: 'invitation',
    meetingId: 'm.1',
    at: n,
    readAt: null,
    title: `Họp ${n}`,
    hostName: 'Quận Ô Môn',
    startsAt: 1,
    endsAt: 2,
    place: '',
    before: null,
    changes: [],
    note: '',
    meetings: 1,
  })
const stateOf = (unread: number, latest: number | null): InboxState => ({
  unread,
  unanswered: 0,
  latest: latest === null ? null : itemOf(latest),
})

type Question = {
  readonly path: string
  readonly body: unknown
  readonly answer: (state: InboxState) => void
  readonly fail: () => void
}
/** Questions to the server that are not answered yet. */
const questions: Question[] = []

const signIn = (id: string) =>
  accountStore.setState(
    {
      status: 'signedIn',
      account: { accountId: AccountId.parse(id), kind: 'person' } as Account,
      token: 'a token',
      expiresAt: Date.now() + 3_600_000,
      needs: null,
    },
    true,
  )

beforeEach(() => {
  questions.length = 0
  queryClient.clear()
  vi.stubGlobal(
    'fetch',
    (path: string, { body }: RequestInit) =>
      new Promise((resolve, reject) => {
        questions.push({
          path,
          body: typeof body === 'string' ? JSON.parse(body) : null,
          answer: (state) => resolve(Response.json(state)),
          fail: () => reject(new TypeError('no network')),
        })
      }),
  )
  signIn('a.1')
})
afterEach(() => {
  vi.unstubAllGlobals()
  accountStore.setState({ status: 'signedOut' }, true)
})

const kept = (id = 'a.1'): Inbox | undefined => queryClient.getQueryData(inboxQuery(id).queryKey)
const unread = () => kept()?.state.unread
/** Polls as the loader does. */
const ask = (id = 'a.1') => queryClient.fetchQuery({ ...inboxQuery(id), staleTime: 0 })
const next = async (): Promise<Question> =>
  vi.waitFor(() => questions.shift() ?? Promise.reject(new Error('nothing was asked')))
/** Asks, and answers with this. @returns the items that are told as news */
async function told(state: InboxState, id = 'a.1'): Promise<string | null> {
  const inbox = ask(id)
  ;(await next()).answer(state)
  return (await inbox).news?.itemId ?? null
}

test('news is what came since the answer before: not what was there at first, nor what is left after something was read', async () => {
  expect(await told(stateOf(3, 3))).toBeNull()
  expect(await told(stateOf(3, 3))).toBeNull()
  expect(await told(stateOf(4, 4))).toBe('n.4')
  expect(await told(stateOf(3, 3)), 'the newest was read elsewhere').toBeNull()
  expect(await told(stateOf(0, null))).toBeNull()
  expect(await told(stateOf(1, 5))).toBe('n.5')
  expect(kept()).toMatchObject({ newestAt: 5, state: { unread: 1 } })
})

test('what is marked as read counts no more, and the server is told which', async () => {
  await told(stateOf(2, 2))
  const read = readInbox(['n.2'])
  const question = await next()
  expect([question.path, question.body]).toEqual(['/api/inbox/read', { itemIds: ['n.2'] }])
  question.answer(stateOf(1, 1))
  await read
  expect(unread()).toBe(1)
})

test('an answer that was on its way while something was read does not count it again, whichever was asked first', async () => {
  await told(stateOf(2, 2))
  const asked = ask().catch(() => undefined)
  const slow = await next()
  const read = readInbox(null)
  const reading = await next()
  const askedWhile = ask().catch(() => undefined)
  const slowToo = await next()
  reading.answer(stateOf(0, null))
  await read
  for (const question of [slow, slowToo]) question.answer(stateOf(3, 3))
  await Promise.all([asked, askedWhile])
  expect(unread()).toBe(0)
  expect(await told(stateOf(1, 3)), 'what came meanwhile is told by the next answer').toBe('n.3')
})

test('without an answer all stays as it was, and whoever asks learns of it', async () => {
  await told(stateOf(2, 2))
  const asked = ask()
  const question = await next()
  question.fail()
  await expect(asked).rejects.toMatchObject({ code: 'network' })
  expect(unread()).toBe(2)
})

test('what one account was told is not shown to the next one, also when the answer comes late', async () => {
  await told(stateOf(2, 2))
  const read = readInbox(null)
  const late = await next()
  signIn('a.2')
  expect(kept(), 'forgotten at once').toBeUndefined()
  late.answer(stateOf(7, 7))
  await read
  expect([kept('a.1'), kept('a.2')]).toEqual([undefined, undefined])
  expect(await told(stateOf(1, 8), 'a.2'), 'the first answer to this account').toBeNull()
  expect(kept('a.2')).toMatchObject({ newestAt: 8, state: { unread: 1 } })
})

test('nobody who is signed out tells the server of anything', async () => {
  accountStore.setState({ status: 'signedOut' }, true)
  await readInbox(null)
  expect(questions).toEqual([])
})
