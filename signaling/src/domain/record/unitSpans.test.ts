import { UnitCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { heldMeeting, logOf, minute } from '../../testing/heldMeeting.ts'
import { joins } from '../../testing/people.ts'
import { unitSpans } from './unitSpans.ts'

const log = logOf(heldMeeting)
const code = (name: string) => UnitCode.parse(`o-mon.${name}`)

test('SPEC 10.5: every time that a unit came and went, and that it is there still', () => {
  expect(unitSpans(log, code('b'))).toEqual([
    { from: minute(8), to: minute(30) },
    { from: minute(40), to: minute(70) },
  ])
  expect(unitSpans(log, code('c'))).toEqual([])
  expect(unitSpans(logOf([[0, ...joins('a')]]), code('a'))).toEqual([{ from: minute(0), to: null }])
})
