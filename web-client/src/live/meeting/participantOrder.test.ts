import { Participant } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { orderParticipants, shortUnitName } from './participantOrder.ts'

function all(...who: Array<[unit: string, seat: string]>): Record<Participant['participantId'], Participant> {
  return Object.fromEntries(
    who.map(([unit, seat], index) => {
      const participant = Participant.parse({
        participantId: `p${index}`,
        accountId: `a${index}`,
        name: unit,
        unit: { code: `u${index}`, name: unit },
        organisation: '',
        seat,
        endpointId: `e${index}`,
        deviceId: `d${index}`,
        deviceName: 'Chrome',
        line: 'online',
        joinedAt: index,
      })
      return [participant.participantId, participant]
    }),
  )
}

test('chair first, then the secretary, then units in Vietnamese order', () => {
  const order = orderParticipants(
    all(
      ['Phường Trường Lạc', 'delegate'],
      ['Phường Đông Hiệp', 'delegate'],
      ['Phường Châu Văn Liêm', 'technician'],
      ['Quận Ô Môn', 'secretary'],
      ['Quận Ô Môn', 'chair'],
      ['Phường Dương Lễ', 'delegate'],
    ),
  )
  expect(order.map(({ seat, unit }) => `${seat} ${unit?.name}`)).toEqual([
    'chair Quận Ô Môn',
    'secretary Quận Ô Môn',
    'technician Phường Châu Văn Liêm',
    'delegate Phường Dương Lễ',
    'delegate Phường Đông Hiệp',
    'delegate Phường Trường Lạc',
  ])
})

test('names of units have the short form that offices write', () => {
  expect(shortUnitName('Phường Châu Văn Liêm')).toBe('P. Châu Văn Liêm')
  expect(shortUnitName('Thị trấn Phong Điền')).toBe('TT. Phong Điền')
  expect(shortUnitName('Thị xã Ngã Bảy')).toBe('TX. Ngã Bảy')
  expect(shortUnitName('Sở Nội vụ')).toBe('Sở Nội vụ')
})
