import { type Account, AccountId, ErrorBody } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accountStore } from '../client/account.ts'
import { RequestFailed } from '../client/RequestFailed.ts'
import { query } from './query.ts'
import { queryClient } from './queryClient.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  accountStore.setState({ status: 'signedOut' }, true)
  queryClient.clear()
})

const refused = (body: Pick<ErrorBody, 'code' | 'category'> & { retryAfterSec?: number }) =>
  new RequestFailed(body.code, ErrorBody.parse({ message: body.code, ...body }))

test.each([
  ['the line is gone for a moment', new RequestFailed('network'), 2],
  ['a part of the server is away', refused({ code: 'storeUnavailable', category: 'unavailable' }), 2],
  [
    'it is away for longer than anybody waits',
    refused({ code: 'storeUnavailable', category: 'unavailable', retryAfterSec: 60 }),
    1,
  ],
  ['one may not', refused({ code: 'forbidden', category: 'permission' }), 1],
  ['it does not exist', refused({ code: 'notFound', category: 'input' }), 1],
  ['too much was asked', refused({ code: 'rateLimited', category: 'limit', retryAfterSec: 1 }), 1],
  ['the server fails', new RequestFailed('internal'), 1],
])('%s: asked this often before it is said', async (_why, failure, times) => {
  const ask = vi.fn(() => Promise.reject(failure))
  // A query is tried again only where that is said of it, as views do.
  const answer = queryClient
    .fetchQuery({ retry: queryClient.getDefaultOptions().queries?.retry ?? false, ...query(['failing'], ask) })
    .catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(6_000)
  expect(await answer).toBe(failure)
  expect(ask).toHaveBeenCalledTimes(times)
})

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

test('what an account was told is forgotten, and its questions are called off, when it signs out or another signs in; not when its token is renewed', async () => {
  const leave = [() => accountStore.setState({ status: 'signedOut' }, true), () => signIn('a.2')]
  for (const go of leave) {
    signIn('a.1')
    queryClient.setQueryData(['kept'], 1)
    let signal = new AbortController().signal
    const asked = queryClient
      .fetchQuery(query(['asked'], (given) => ((signal = given), new Promise<number>(() => {}))))
      .catch(() => undefined)
    signIn('a.1')
    expect(queryClient.getQueryData(['kept'])).toBe(1)
    go()
    expect(queryClient.getQueryData(['kept'])).toBeUndefined()
    expect(signal.aborted).toBe(true)
    await asked
  }
})
