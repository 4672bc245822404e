import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Mailbox } from './Mailbox.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

type Job = { readonly name: string; readonly mayWait: boolean }
const patient = (name: string): Job => ({ name, mayWait: true })
const urgent = (name: string): Job => ({ name, mayWait: false })

/** A mailbox and what it did, each group as one text. */
function mailbox({ gatherMs = 0, gate = Promise.resolve() } = {}) {
  const trace: string[] = []
  const box = new Mailbox<Job>({
    handle: async (jobs) => {
      trace.push(jobs.map(({ name }) => name).join('+'))
      await gate
    },
    joins: (first, job) => job.mayWait && first.every(({ name }) => name !== job.name),
    gatherMs: () => gatherMs,
  })
  return { box, trace }
}

const settled = () => vi.advanceTimersByTimeAsync(0)

test('2.1 one thing at a time, in the order asked, and nothing before the one who asks goes on', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const { box, trace } = mailbox({ gate })
  box.post(urgent('a'))
  box.post(urgent('b'))
  expect(trace).toEqual([])
  await settled()
  expect(trace).toEqual(['a'])
  open()
  await box.idle()
  expect(trace).toEqual(['a', 'b'])
})

test('2.1 what may go together and was asked meanwhile is done at once, in the order asked', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const { box, trace } = mailbox({ gate })
  box.post(patient('a'))
  await settled()
  for (const job of [patient('b'), patient('c'), urgent('d'), patient('e'), patient('e'), patient('f')]) box.post(job)
  open()
  await box.idle()
  expect(trace).toEqual(['a', 'b+c', 'd', 'e', 'e+f'])
})

test('the first of those who may wait does not, and those after it are gathered for a while', async () => {
  const { box, trace } = mailbox({ gatherMs: 20 })
  box.post(patient('a'))
  await settled()
  box.post(patient('b'))
  await vi.advanceTimersByTimeAsync(19)
  box.post(patient('c'))
  expect(trace).toEqual(['a'])
  await vi.advanceTimersByTimeAsync(1)
  expect(trace).toEqual(['a', 'b+c'])
  await vi.advanceTimersByTimeAsync(20)
  box.post(patient('d'))
  await settled()
  expect(trace).toEqual(['a', 'b+c', 'd'])
})

test('what may not wait ends the gathering, and so does the end of all', async () => {
  const { box, trace } = mailbox({ gatherMs: 20 })
  box.post(patient('a'))
  await settled()
  box.post(patient('b'))
  box.post(urgent('c'))
  await settled()
  expect(trace).toEqual(['a', 'b', 'c'])
  box.post(patient('d'))
  await box.idle()
  expect(trace).toEqual(['a', 'b', 'c', 'd'])
})
