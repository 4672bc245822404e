import { expect, test, vi } from 'vitest'
import { sendUpTo } from './sendUpTo.ts'

/** A sender as a browser has it: parameters are a copy until they are set. */
function sender(...active: (boolean | undefined)[]) {
  let encodings = active.map((on) => (on === undefined ? {} : { active: on }))
  const setParameters = vi.fn(async (parameters: { encodings: { active?: boolean }[] }) => {
    encodings = parameters.encodings.map(({ active: on }) => (on === undefined ? {} : { active: on }))
  })
  const getParameters = () => ({
    transactionId: '1',
    codecs: [],
    headerExtensions: [],
    rtcp: {},
    encodings: encodings.map((encoding) => ({ ...encoding })),
  })
  return { getParameters, setParameters, sends: () => encodings.map((encoding) => encoding.active) }
}

test('5.11 layers above the wanted one are off, those below are on', async () => {
  const camera = sender(true, true, true)
  await sendUpTo(camera, 0)
  expect(camera.sends()).toEqual([true, false, false])
  await sendUpTo(camera, 1)
  expect(camera.sends()).toEqual([true, true, false])
  await sendUpTo(camera, null)
  expect(camera.sends()).toEqual([false, false, false])
  await sendUpTo(camera, 2)
  expect(camera.sends()).toEqual([true, true, true])
})

test('5.11 a stream of one encoding is on or off', async () => {
  const mic = sender(undefined)
  await sendUpTo(mic, 2)
  expect(mic.setParameters, 'nothing to switch').not.toHaveBeenCalled()
  await sendUpTo(mic, null)
  expect(mic.sends()).toEqual([false])
  await sendUpTo(mic, 0)
  expect(mic.sends()).toEqual([true])
})

test('5.11 a browser that refuses goes on sending', async () => {
  const old = sender(true, true)
  old.setParameters.mockRejectedValueOnce(new Error('not supported'))
  await sendUpTo(old, 0)
  expect(old.sends()).toEqual([true, true])
})
