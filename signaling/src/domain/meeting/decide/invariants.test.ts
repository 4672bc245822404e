import { initialState, type LoggedEvent, MeetingError, type MeetingState, reduce } from '@diem-cau/signaling-contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyStep, seats } from '../../../testing/anyStep.ts'
import { programme } from '../../../testing/conduct.ts'
import { account, at, joinCommand, meetingId, NOON, system } from '../../../testing/people.ts'
import { decide } from './decide.ts'
import { invariants } from './invariants.ts'

test('whatever is asked in whatever order, the invariants hold after every event, and the log replays to the same state', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(anyStep, { minLength: 40, maxLength: 160 }), (started, steps) => {
      // Most steps need people to be about somebody.
      const script = [
        [programme, system] as const,
        ...seats.map(([who, seat]) => [joinCommand(who, { seat }), account(who)] as const),
        ...(started ? [[{ type: 'meeting:start', data: {} }, at('chair')] as const] : []),
        ...steps,
      ]
      const log: LoggedEvent[] = []
      let state: MeetingState = initialState(meetingId)
      for (const [index, [command, actor]] of script.entries()) {
        const events = decide(state, command, actor, NOON + index * 1000)
        if (events instanceof MeetingError) {
          expect(events.code, `${command.type} crashed`).not.toBe('internal')
          continue
        }
        for (const event of events) {
          const logged = { seq: log.length + 1, at: NOON + index * 1000, event }
          log.push(logged)
          state = reduce(state, logged)
        }
        // A command's events are committed together: what holds, holds between commands.
        for (const [rule, holds] of Object.entries(invariants))
          expect(holds(state), `${rule}, after ${command.type}`).toBe(true)
      }
      expect(log.reduce(reduce, initialState(meetingId)), '13.1').toEqual(state)
    }),
    { numRuns: 100 },
  )
})
