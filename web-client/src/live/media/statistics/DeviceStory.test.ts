import { expect, test } from 'vitest'
import type { LocalDeviceState } from '../deviceState.ts'
import { DeviceStory } from './DeviceStory.ts'

const on = { kind: 'on' } as LocalDeviceState
const off: LocalDeviceState = { kind: 'off' }
const starting: LocalDeviceState = { kind: 'starting' }
const problem = (what: 'vanished' | 'denied' | 'notFound'): LocalDeviceState => ({ kind: 'problem', problem: what })

/** All that is told while it goes through these states. */
const told = (...states: LocalDeviceState[]) => {
  const story = new DeviceStory('camera', off)
  return states.map((state) => story.on(state)).filter((what) => what !== null)
}

test.for([
  { happens: 'is switched on and off', states: [starting, on, off], told: [] },
  {
    happens: 'is pulled out, and another one is there',
    states: [on, starting, on],
    told: ['cameraLost', 'cameraBack'],
  },
  {
    happens: 'is pulled out, missed, and plugged in',
    states: [on, starting, problem('vanished'), starting, on],
    told: ['cameraLost', 'cameraBack'],
  },
  {
    happens: 'is lost, switched off and on',
    states: [on, problem('vanished'), off, starting, on],
    told: ['cameraLost'],
  },
  {
    happens: 'is refused, twice asked',
    states: [starting, problem('denied'), starting, problem('denied')],
    told: ['cameraRefused', 'cameraRefused'],
  },
  { happens: 'is not there', states: [starting, problem('notFound')], told: [] },
  { happens: 'is lost twice', states: [on, starting, on, starting], told: ['cameraLost', 'cameraBack', 'cameraLost'] },
])('a camera that $happens', ({ states, told: expected }) => {
  expect(told(...states)).toEqual(expected)
})
