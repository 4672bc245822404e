import {
  AccountId,
  DeviceId,
  EndpointId,
  type LoggedEvent,
  ParticipantId,
  ProducerId,
  UnitCode,
} from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import type { Asked } from '../rooms/messages.ts'
import { audit, comings, commandsBackMs } from './audit.ts'

const asked = (text: string, outcome: Asked['outcome'] = 'acknowledged', wantedAt = 0, answeredAt = 10): Asked => ({
  text,
  wantedAt,
  answeredAt: outcome === null ? null : answeredAt,
  outcome,
})

const logOf = (...texts: string[]): LoggedEvent[] =>
  texts.map((text, n) => ({
    seq: n + 1,
    at: 0,
    event: {
      type: 'presenceConfirmed',
      unitCode: UnitCode.parse('phuong'),
      count: 1,
      people: [text],
      by: ParticipantId.parse('p.ward'),
    },
  }))

test('what was acknowledged and is on record once is neither lost nor doubled', () => {
  expect(audit([asked('a'), asked('b')], logOf('a', 'b'))).toEqual({ acknowledged: 2, lost: 0, doubled: 0 })
})

test('lost is only what was acknowledged; doubled is whatever is there twice', () => {
  const all = [asked('lost'), asked('open', null), asked('refused', 'storeUnavailable'), asked('twice', null)]
  expect(audit(all, logOf('twice', 'twice'))).toEqual({ acknowledged: 1, lost: 1, doubled: 1 })
})

test('commands are back when the one who waited longest was answered; waits begin with the death at the earliest', () => {
  const before = asked('before', 'acknowledged', 0, 900)
  const across = asked('across', 'acknowledged', 950, 2500)
  const after = asked('after', 'acknowledged', 2600, 2650)
  expect(commandsBackMs([[before, across, after], [asked('quick', 'acknowledged', 1000, 1020)]], 1000)).toBe(1500)
})

test('a refusal is no answer: the command is wanted until it is acknowledged', () => {
  const refused = asked('1', 'storeUnavailable', 1000, 1200)
  expect(commandsBackMs([[refused, asked('2', 'acknowledged', 1000, 1700)]], 1000)).toBe(700)
})

test('who is not answered any more has no commands back', () => {
  expect(commandsBackMs([[asked('1', 'acknowledged', 0, 1100), asked('2', null, 1200)]], 1000)).toBeNull()
  expect(commandsBackMs([[asked('1')]], 1000)).toBeNull()
})

test('who moved and who joined anew after a moment is read from the record, each once', () => {
  const [chair, ward] = [ParticipantId.parse('p.chair'), ParticipantId.parse('p.ward')]
  const moved = (at: number, participantId: ParticipantId, reason: 'moved' | 'left' = 'moved'): LoggedEvent => ({
    seq: 1,
    at,
    event: { type: 'producerClosed', producerId: ProducerId.parse('one'), participantId, source: 'mic', reason },
  })
  const joined: LoggedEvent = {
    seq: 1,
    at: 200,
    event: {
      type: 'participantJoined',
      participantId: ward,
      accountId: AccountId.parse('a.ward'),
      name: 'Phường',
      unit: null,
      seat: 'delegate',
      endpointId: EndpointId.parse('e'),
      deviceId: DeviceId.parse('d'),
      deviceName: '',
    },
  }
  const log = [moved(50, ward), moved(150, chair), moved(160, chair), moved(170, ward, 'left'), joined]
  expect(comings(log, 100)).toEqual({ moved: 1, rejoined: 1 })
  expect(comings(log, 0)).toEqual({ moved: 2, rejoined: 1 })
})
