import { expect, test } from 'vitest'
import {
  account,
  after,
  decided,
  deviceOf,
  endpointOf,
  joinCommand,
  joins,
  participantOf,
  schedule,
} from '../../../testing/people.ts'
import { asks } from '../../../testing/conduct.ts'
import { entryOf } from './entryOf.ts'

const inside = after(joins('a'))
const entry = (state: typeof inside, command: ReturnType<typeof joinCommand>) =>
  entryOf(state, decided(state, command, account('a')), participantOf('a'))

test('who comes for the first time comes in with the endpoint that was asked for', () => {
  expect(entry(after(joins('b')), joinCommand('a'))).toEqual({
    kind: 'comesIn',
    endpointId: endpointOf('a'),
    former: null,
  })
})

test('3.3 who takes over comes in with a new endpoint in place of the former', () => {
  const takeover = joinCommand('a', { deviceId: deviceOf('a', 2), n: 2, takeover: true })
  expect(entry(inside, takeover)).toEqual({ kind: 'comesIn', endpointId: endpointOf('a', 2), former: endpointOf('a') })
})

test('6.2 who resumes goes on with the endpoint that is there', () => {
  const resumed = joinCommand('a', { n: 2, resume: endpointOf('a') })
  expect(entry(inside, resumed)).toEqual({ kind: 'comesBack', endpointId: endpointOf('a') })
})

test('3.7 who has to be let in waits, for the first time and when asking again', () => {
  const state = after(joins('chair', 'chair'))
  const command = joinCommand('a', { schedule: { ...schedule, waitingRoom: true } })
  expect(entry(state, command)).toEqual({ kind: 'waits', because: 'waitingRoom' })
  const waiting = after(joins('chair', 'chair'), [command, account('a')])
  expect(entry(waiting, command)).toEqual({ kind: 'waits', because: 'waitingRoom' })
})

test('3.12 of a meeting that is locked whoever has to wait is told that it is', () => {
  const state = after(joins('chair', 'chair'), asks('chair', 'door:lock', { locked: true }))
  expect(entry(state, joinCommand('a'))).toEqual({ kind: 'waits', because: 'meetingLocked' })
})
