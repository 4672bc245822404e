import { LoggedEvent, type MeetingEvent } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { endpointOf, meetingId, NOON, participantOf, producerOf } from '../../testing/people.ts'
import { testClient } from '../../testing/testClient.ts'
import { AfterCommit } from './AfterCommit.ts'
import { Doorstep } from './Doorstep.ts'
import { Members } from './Members.ts'

const [a, b] = [participantOf('a'), participantOf('b')]

/** A meeting with a and b in it, and what was done in what order; what clients are told is among it. */
function meeting() {
  const done: string[] = []
  const members = new Members()
  const doorstep = new Doorstep(meetingId, { insist: () => undefined })
  const client = (name: string) => {
    const made = testClient()
    const tell = (what: string) => void done.push(`${name} told ${what}`)
    return {
      ...made,
      notify: ({ name: notice }: { name: string }) => tell(notice),
      admitted: () => tell('admitted'),
      ejected: ({ error }: { error: { code: string } }) => tell(error.code),
    }
  }
  for (const [id, name] of [
    [a, 'a'],
    [b, 'b'],
  ] as const) {
    const its = client(name)
    members.moveIn(members.require(id), its, 'Chrome')
    members.require(id).release(its)
  }
  const after = new AfterCommit({
    meetingId,
    media: {
      gate: () => void done.push('gates'),
      sending: { closeProducer: async (_, producerId) => void done.push(`closes ${producerId}`) },
      endpointsOf: (participantId) => [participantId === a ? endpointOf('a') : endpointOf('b')],
      leave: async (endpointId) => void done.push(`leaves ${endpointId}`),
      endMeeting: async () => void done.push('ends at the node'),
      onStateChanged: () => void done.push('media follows'),
      prepared: { release: () => void done.push('releases what is prepared') },
    },
    conducting: { onCommitted: () => void done.push('conducting follows') },
    members,
    doorstep,
    lines: { keep: () => void done.push('no grace runs'), close: () => void done.push('no grace runs') },
    settleDoor: () => void done.push('settles the door'),
  })
  const commits = (...events: MeetingEvent[]) => {
    done.length = 0
    after.onCommitted(events.map((event, index) => LoggedEvent.parse({ seq: index + 1, at: NOON, event })))
    return done
  }
  return { commits, doorstep, client }
}

const stopped = (reason: 'stopped' | 'requested'): MeetingEvent => ({
  type: 'producerClosed',
  producerId: producerOf('a', 'camera'),
  participantId: a,
  source: 'camera',
  reason,
})

test('5.10, 8.5 gates and what was stopped close before any client hears of it, and media follows last', () => {
  expect(meeting().commits(stopped('stopped'))).toEqual([
    'gates',
    `closes ${producerOf('a', 'camera')}`,
    'a told events',
    'b told events',
    'conducting follows',
    'media follows',
  ])
})

test('a source that its owner closed is not closed at the node once more', () => {
  expect(
    meeting()
      .commits(stopped('requested'))
      .filter((what) => what.startsWith('closes')),
  ).toEqual([])
})

test('3.5, 3.6 who leaves takes their endpoint along; who is not invited any more is told so', () => {
  const left = meeting().commits({ type: 'participantLeft', participantId: a, reason: 'left' })
  expect(left).toContain(`leaves ${endpointOf('a')}`)
  expect(left).not.toContain('a told forbidden')
  expect(meeting().commits({ type: 'participantLeft', participantId: a, reason: 'removed' })).toContain(
    'a told forbidden',
  )
})

test('3.7 who is admitted is told, and a door that was unlocked is looked at', () => {
  const { commits, doorstep, client } = meeting()
  doorstep.add(participantOf('c'), client('c'))
  expect(commits({ type: 'doorUnlocked', by: a })).toContain('settles the door')
  expect(commits({ type: 'visitorsAdmitted', participantIds: [participantOf('c')], by: a })).toContain(
    'c told admitted',
  )
})

test('the end is told to all, after which nobody is there and the node lets go', () => {
  const { commits } = meeting()
  const ended = commits({ type: 'meetingEnded' })
  expect(ended).toEqual(expect.arrayContaining(['a told meetingEnded', 'b told meetingEnded', 'ends at the node']))
  expect(commits(stopped('requested'))).not.toContain('a told events')
})
