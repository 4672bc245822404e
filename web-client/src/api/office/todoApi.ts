import { Todo } from '@diem-cau/signaling-contract/office'
import { get } from '../client/officeRequest.ts'
import { query } from '../loading/query.ts'

/** The list is asked for again after this time while somebody looks, in milliseconds. */
const TODO_MS = 60_000

export const todoQuery = (accountId: string) =>
  query(['todo', accountId], (signal) => get('/api/todo', Todo, {}, signal), {
    refetchInterval: TODO_MS,
    refetchOnWindowFocus: 'always',
  })
