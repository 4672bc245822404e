import { MeetingError, RequestId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { Answers } from './Answers.ts'

const id = RequestId.parse('r1')

test('1.6 a repetition gets the first answer, also while that is under way, and nothing is done twice', async () => {
  const answers = new Answers()
  let done = 0
  const gate = Promise.withResolvers<void>()
  const work = async () => {
    await gate.promise
    return (done += 1)
  }
  const both = Promise.all([answers.once('producer:open', id, work), answers.once('producer:open', id, work)])
  gate.resolve()
  expect(await both).toEqual([1, 1])
  expect(await answers.once('producer:open', id, work)).toBe(1)
  expect(await answers.once('producer:close', id, work), 'another request').toBe(2)
})

test('1.6 a refusal is an answer; "not now" is not', async () => {
  const answers = new Answers()
  let tries = 0
  const refuse = (error: Error) => () => {
    tries += 1
    return Promise.reject(error)
  }
  for (let n = 0; n < 2; n += 1) {
    await expect(answers.once('a', id, refuse(new MeetingError('screenTaken')))).rejects.toMatchObject({
      code: 'screenTaken',
    })
  }
  expect(tries).toBe(1)
  for (let n = 0; n < 2; n += 1) {
    await expect(answers.once('b', id, refuse(new MeetingError('storeUnavailable')))).rejects.toMatchObject({
      code: 'storeUnavailable',
    })
  }
  expect(tries).toBe(3)
})

test('only so many are kept', async () => {
  const answers = new Answers(2)
  let done = 0
  const work = async () => (done += 1)
  for (const n of [1, 2, 3]) await answers.once('a', RequestId.parse(`r${n}`), work)
  expect(await answers.once('a', RequestId.parse('r3'), work)).toBe(3)
  expect(await answers.once('a', id, work), 'forgotten').toBe(4)
})
