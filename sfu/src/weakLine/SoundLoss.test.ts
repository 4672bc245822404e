import type { types } from 'mediasoup'
import { expect, test } from 'vitest'
import { SoundLoss } from './SoundLoss.ts'

/** A sound of which so many packets were sent and asked for again; as mediasoup has them, beside what its sender sends. */
function sound(id: string) {
  const counts = { packetCount: 0, nackPacketCount: 0, isClosed: false }
  const getStats = async () => {
    if (counts.isClosed) throw new Error('Channel request handler with ID not found')
    return [{ type: 'inbound-rtp' }, { type: 'outbound-rtp', ...counts }] as (types.ConsumerStat | types.ProducerStat)[]
  }
  return { id, counts, getStats }
}

test('21.7 the worst sound counts, by what was asked for again since the last look', async () => {
  const [one, other] = [sound('one'), sound('other')]
  const loss = new SoundLoss()
  one.counts.packetCount = 1_000
  one.counts.nackPacketCount = 400
  expect(await loss.look([one, other]), 'what was before nobody looked').toBe(0)
  one.counts.packetCount += 50
  other.counts.packetCount += 50
  other.counts.nackPacketCount += 5
  expect(await loss.look([one, other])).toBe(0.1)
  expect(await loss.look([one, other]), 'nothing is sent').toBe(0)
  expect(await loss.look([]), 'nobody speaks').toBe(0)
})

test('what is forgotten does not count, nor what was just read', async () => {
  const one = sound('one')
  const loss = new SoundLoss()
  await loss.look([one])
  Object.assign(one.counts, { packetCount: 50, nackPacketCount: 50 })
  const looks = loss.look([one])
  loss.forget()
  expect(await looks).toBe(0)
  expect(await loss.look([one])).toBe(0)
  Object.assign(one.counts, { packetCount: 100, nackPacketCount: 60 })
  expect(await loss.look([one])).toBe(0.2)
})

test('a sound that has ended is no loss', async () => {
  const [one, other] = [sound('one'), sound('other')]
  const loss = new SoundLoss()
  await loss.look([one, other])
  one.counts.isClosed = true
  Object.assign(other.counts, { packetCount: 50, nackPacketCount: 1 })
  expect(await loss.look([one, other])).toBe(0.02)
})
