import { MeetingError } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { participantOf } from '../../testing/people.ts'
import { testClient } from '../../testing/testClient.ts'
import { Members } from './Members.ts'

const [a, b] = [participantOf('a'), participantOf('b')]

test('3.3 the client that takes over is the participant from then on, and the former is told so', () => {
  const members = new Members()
  const [first, second] = [testClient(), testClient()]
  const member = members.require(a)
  members.moveIn(member, first, 'Chrome')
  members.moveIn(member, first, 'Chrome')
  expect(first.told, 'the same one again').toEqual([])
  members.moveIn(member, second, 'Firefox')
  expect(first.told).toEqual(['ejected replaced'])
  expect(members.clients).toEqual([second])
})

test('2.4 what is told between a join and its answer waits until it is answered', () => {
  const members = new Members()
  const [one, other] = [testClient(), testClient()]
  members.moveIn(members.require(a), one, 'Chrome')
  members.moveIn(members.require(b), other, 'Chrome')
  members.require(b).release(other)
  members.broadcast({ name: 'mediaReady' })
  members.notify(a, { name: 'mediaLost', afterMs: 0 })
  expect([one.told, other.told]).toEqual([[], ['mediaReady']])
  members.require(a).release(one)
  expect(one.told).toEqual(['mediaReady', 'mediaLost'])
})

test('whoever is put out is told why, once, and nothing after', () => {
  const members = new Members()
  const client = testClient()
  members.moveIn(members.require(a), client, 'Chrome')
  members.eject(a, new MeetingError('expelled'))
  members.eject(a, new MeetingError('expelled'))
  members.broadcast({ name: 'mediaReady' })
  expect(client.told).toEqual(['ejected expelled'])
})
