import { expect, test } from 'vitest'
import { Mailbox } from './Mailbox.ts'

test('2.1 one thing at a time, in the order asked, and a failure stops nothing', async () => {
  const mailbox = new Mailbox()
  const trace: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = mailbox.run(async () => {
    trace.push('first begins')
    await gate.promise
    trace.push('first ends')
    throw new Error('it failed')
  })
  const second = mailbox.run(async () => {
    trace.push('second')
    return 2
  })
  gate.resolve()
  await expect(first).rejects.toThrow('it failed')
  expect(await second).toBe(2)
  await mailbox.idle()
  expect(trace).toEqual(['first begins', 'first ends', 'second'])
})
