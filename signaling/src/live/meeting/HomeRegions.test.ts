import { UnitCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { after, guestJoins, joins, participantOf, unitOf } from '../../testing/people.ts'
import { HomeRegions } from './HomeRegions.ts'

const host = UnitCode.parse('can-tho')

function regionsOf(labels: Readonly<Record<string, string>>) {
  const meeting = { state: after(joins('a'), guestJoins('g')) }
  const regions = new HomeRegions({
    state: () => meeting.state,
    hostUnit: () => host,
    ofUnit: (code) => labels[code] ?? '',
  })
  return { regions, meeting }
}

test('6.13 media is at home in the region of the unit, else of the host, else nowhere', () => {
  const of = (labels: Record<string, string>) => regionsOf(labels).regions.of(participantOf('a'))
  expect(of({ 'o-mon.a': 'o-mon', 'can-tho': 'ninh-kieu' })).toBe('o-mon')
  expect(of({ 'can-tho': 'ninh-kieu' })).toBe('ninh-kieu')
  expect(of({})).toBe('')
})

test('6.13 who stands at the door is at home where they will be once they are in', () => {
  const { regions, meeting } = regionsOf({ 'o-mon.b': 'o-mon', 'o-mon.c': 'thot-not', 'can-tho': 'ninh-kieu' })
  const b = participantOf('b')
  expect(regions.of(b)).toBe('ninh-kieu')
  regions.comes(b, unitOf('b'))
  expect(regions.of(b)).toBe('o-mon')
  meeting.state = after(joins('b'))
  regions.comes(b, unitOf('c'))
  expect(regions.of(b), 'the record counts').toBe('o-mon')
})

test('6.13 a guest, who stands for no unit, is at home at the host', () => {
  const { regions } = regionsOf({ 'o-mon.x': 'o-mon', 'can-tho': 'ninh-kieu' })
  expect(regions.of(participantOf('g'))).toBe('ninh-kieu')
  const x = participantOf('x')
  regions.comes(x, unitOf('x'))
  regions.comes(x, null)
  expect(regions.of(x)).toBe('ninh-kieu')
})
