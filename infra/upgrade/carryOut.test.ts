import { expect, test } from 'vitest'
import { carryOut, type Step } from './carryOut.ts'
import type { NodeControl } from './NodeControl.ts'
import { replaceNode } from './replaceNode.ts'
import { replaceSignaling } from './replaceSignaling.ts'
import { UpgradeStopped, type Words } from './Words.ts'

const words = (text: string): Words => ({ vi: text, en: text })
const quiet = () => ({ say: () => undefined, signal: new AbortController().signal })

function recorded() {
  const done: string[] = []
  const step = (name: string, fails = false): Step => ({
    name: words(name),
    work: async () => {
      done.push(name)
      if (fails) throw new UpgradeStopped(words(`${name} fails.`))
    },
    undo: async () => void done.push(`not ${name}`),
  })
  return { done, step }
}

test('22.7 what was begun is taken back, the last first, when a step fails; and that is said', async () => {
  const { done, step } = recorded()
  const going = carryOut([step('a'), step('b'), step('c', true), step('d')], quiet())
  await expect(going).rejects.toMatchObject({ words: { en: 'It was not upgraded: c fails. What ran before runs on.' } })
  expect(done).toEqual(['a', 'b', 'c', 'not c', 'not b', 'not a'])
})

test('22.7 a step back that fails keeps no other from being taken, and is named', async () => {
  const { done, step } = recorded()
  const stuck: Step = { ...step('b'), undo: () => Promise.reject(new Error('it is stuck')) }
  const going = carryOut([step('a'), stuck, step('c', true)], quiet())
  await expect(going).rejects.toMatchObject({ words: { en: expect.stringContaining('b: it is stuck') } })
  expect(done.at(-1)).toBe('not a')
})

test('22.7 broken off, no further step is begun and all are taken back', async () => {
  const { done, step } = recorded()
  const broken = new AbortController()
  const breaking: Step = { ...step('b'), work: async () => broken.abort() }
  await expect(
    carryOut([step('a'), breaking, step('c')], { say: () => undefined, signal: broken.signal }),
  ).rejects.toThrow(/broke it off/)
  expect(done).toEqual(['a', 'not b', 'not a'])
})

/** A node as the world shows it: who is on it leaves one by one while it drains, and it is another process after a restart. */
function nodeOf(endpoints: number, { versions = ['2.0.0'], moves = true } = {}) {
  const state = { nodeId: 'n0', version: '1.0.0', endpoints, draining: false }
  const restarts: string[] = []
  const control: NodeControl = {
    look: async () => {
      if (state.draining && moves && state.endpoints > 0) state.endpoints -= 1
      return { ...state }
    },
    drain: async (on) => void (state.draining = on),
    close: () => undefined,
  }
  const restart = async (as: string) => {
    restarts.push(`${as} with ${state.endpoints}`)
    Object.assign(state, {
      nodeId: `n${restarts.length}`,
      version: as === 'next' ? (versions[restarts.length - 1] ?? '2.0.0') : '1.0.0',
      endpoints: 0,
      draining: false,
    })
  }
  return { state, restarts, seat: { name: 'one', control, restart } }
}

test('22.1 a media node is started anew once nobody is on it', async () => {
  const { state, restarts, seat } = nodeOf(3)
  await carryOut([replaceNode(seat, '2.0.0')], quiet())
  expect(restarts).toEqual(['next with 0'])
  expect(state).toMatchObject({ version: '2.0.0', draining: false })
})

test('22.1 a node of that version already is left as it is', async () => {
  const { restarts, seat } = nodeOf(3)
  await carryOut([replaceNode(seat, '1.0.0')], quiet())
  expect(restarts).toEqual([])
})

test('22.7 broken off while it is emptied, a node takes people again and nobody on it is hurt', async () => {
  const { state, restarts, seat } = nodeOf(3, { moves: false })
  const broken = new AbortController()
  const going = carryOut([replaceNode(seat, '2.0.0')], { say: () => undefined, signal: broken.signal })
  await expect.poll(() => state.draining, { timeout: 10_000 }).toBe(true)
  broken.abort()
  await expect(going).rejects.toThrow(/broke it off/)
  expect([state.endpoints, state.draining, restarts]).toEqual([3, false, []])
})

test('22.7 a node that comes back as something else than was wanted is put back to what it was', async () => {
  const { state, restarts, seat } = nodeOf(1, { versions: ['1.5.0'] })
  await expect(carryOut([replaceNode(seat, '2.0.0')], quiet())).rejects.toThrow(/1\.5\.0/)
  expect(restarts).toEqual(['next with 0', 'before with 0'])
  expect(state.version).toBe('1.0.0')
})

test('22.7 signaling that fails a later step is what it was again', async () => {
  const { step } = recorded()
  const state = { version: '1.0.0', startedAs: 'a' }
  const seat = {
    name: 'signaling',
    look: async () => ({ ...state }),
    restart: async (as: 'before' | 'next') => {
      Object.assign(state, { version: as === 'next' ? '2.0.0' : '1.0.0', startedAs: `${state.startedAs}a` })
    },
  }
  await expect(carryOut([replaceSignaling(seat, '2.0.0', 0), step('c', true)], quiet())).rejects.toThrow(/c fails/)
  expect(state).toEqual({ version: '1.0.0', startedAs: 'aaa' })
})
