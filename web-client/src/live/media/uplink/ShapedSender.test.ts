import { expect, test, vi } from 'vitest'
import { OPEN } from './nextUplink.ts'
import { ShapedSender } from './ShapedSender.ts'

interface Encoding {
  active?: boolean
  maxBitrate?: number
}

/** A sender as a browser has it: parameters are a copy until they are set. */
function browserSender(...made: Encoding[]) {
  let encodings = made
  const setParameters = vi.fn(async (parameters: { encodings: Encoding[] }) => {
    encodings = parameters.encodings.map((encoding) => ({ ...encoding }))
  })
  const getParameters = () => ({
    transactionId: '1',
    codecs: [],
    headerExtensions: [],
    rtcp: {},
    encodings: encodings.map((encoding) => ({ ...encoding })),
  })
  return {
    getParameters,
    setParameters,
    sends: () => encodings.map(({ active }) => active),
    bitrates: () => encodings.map(({ maxBitrate }) => maxBitrate),
  }
}

const camera = () => browserSender(...[120_000, 350_000, 1_200_000].map((maxBitrate) => ({ active: true, maxBitrate })))

test('5.11 layers above the wanted one are off, those below are on', async () => {
  const browser = camera()
  const sender = new ShapedSender(browser)
  await sender.send(0, OPEN.shape)
  expect(browser.sends()).toEqual([true, false, false])
  await sender.send(1, OPEN.shape)
  expect(browser.sends()).toEqual([true, true, false])
  await sender.send(null, OPEN.shape)
  expect(browser.sends()).toEqual([false, false, false])
  await sender.send(2, OPEN.shape)
  expect(browser.sends()).toEqual([true, true, true])
})

test('5.11 a stream of one encoding is on or off', async () => {
  const browser = browserSender({})
  const sender = new ShapedSender(browser)
  await sender.send(2, OPEN.shape)
  expect(browser.setParameters, 'nothing to switch').not.toHaveBeenCalled()
  await sender.send(null, OPEN.shape)
  expect(browser.sends()).toEqual([false])
  await sender.send(0, OPEN.shape)
  expect(browser.sends()).toEqual([true])
})

test('5.11 a browser that refuses goes on sending', async () => {
  const old = camera()
  old.setParameters.mockRejectedValueOnce(new Error('not supported'))
  await new ShapedSender(old).send(0, OPEN.shape)
  expect(old.sends()).toEqual([true, true, true])
})

test('21.5 where all sizes do not fit, that between the largest and the smallest gives way, unless it is the largest that is taken', async () => {
  const browser = camera()
  const sender = new ShapedSender(browser)
  await sender.send(2, { kind: 'lean', turn: 0 })
  expect(browser.sends()).toEqual([true, false, true])
  expect(browser.bitrates()).toEqual([120_000, 350_000, 800_000])
  await sender.send(2, { kind: 'lean', turn: 1 })
  expect(browser.bitrates()).toEqual([120_000, 350_000, 790_000])
  await sender.send(1, { kind: 'lean', turn: 1 })
  expect(browser.sends()).toEqual([true, true, false])
  await sender.send(2, OPEN.shape)
  expect(browser.sends()).toEqual([true, true, true])
  expect(browser.bitrates()).toEqual([120_000, 350_000, 1_200_000])
})

test('21.5 on a weak line the smallest layer takes less, the largest is tried for by turns, and all is as it was afterwards', async () => {
  const browser = camera()
  const sender = new ShapedSender(browser)
  await sender.send(2, { kind: 'small', bitrate: 86_000, turn: 0 })
  expect(browser.bitrates()).toEqual([86_000, 350_000, 1_200_000])
  await sender.send(2, { kind: 'small', bitrate: 86_000, turn: 1 })
  expect(browser.bitrates()).toEqual([86_000, 350_000, 1_190_000])
  await sender.send(2, { kind: 'none' })
  expect(browser.sends()).toEqual([false, false, false])
  await sender.send(2, OPEN.shape)
  expect(browser.bitrates()).toEqual([120_000, 350_000, 1_200_000])
  expect(browser.sends()).toEqual([true, true, true])
})
