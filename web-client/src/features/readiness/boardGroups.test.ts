import { BoardRoom } from '@diem-cau/signaling-contract/readiness'
import { expect, test } from 'vitest'
import { boardGroups, districtsOf } from './boardGroups.ts'

const room = (name: string, district: string, health: BoardRoom['health']): BoardRoom =>
  BoardRoom.parse({
    roomId: `a.${name.length}${district.length}`,
    name,
    place: '',
    unit: { code: 'u', name },
    district: { code: district.toLowerCase().replace(/[^a-z]/g, ''), name: district },
    health,
    reasons: [],
    since: null,
    testedAt: null,
    lastSeenAt: null,
    deviceName: '',
    inMeeting: false,
    askedAt: null,
    helpAt: null,
    copiedAt: null,
    told: [],
    seenAt: null,
    seenBy: '',
    rehearsal: null,
  })

const rooms = [
  room('Phường Thới An', 'O Mon', 'good'),
  room('Phường Long Hưng', 'O Mon', 'bad'),
  room('Phường Châu Văn Liêm', 'O Mon', 'unknown'),
  room('Phường Cái Khế', 'Ninh Kieu', 'weak'),
]
const all = { healths: new Set<BoardRoom['health']>(), district: '', search: '' }
const names = (filter: Parameters<typeof boardGroups>[1]) =>
  boardGroups(rooms, filter).map(({ name, rooms: of }) => [name, ...of.map((each) => each.name)])

test('rooms stand by district, what is bad or unread first, and unread before what is well', () => {
  expect(names(all)).toEqual([
    ['Ninh Kieu', 'Phường Cái Khế'],
    ['O Mon', 'Phường Long Hưng', 'Phường Châu Văn Liêm', 'Phường Thới An'],
  ])
})

test('a room is found without accents, by state and by district; a district without any is left out', () => {
  expect(names({ ...all, search: 'chau van liem' })).toEqual([['O Mon', 'Phường Châu Văn Liêm']])
  expect(names({ ...all, healths: new Set(['weak', 'bad']) })).toEqual([
    ['Ninh Kieu', 'Phường Cái Khế'],
    ['O Mon', 'Phường Long Hưng'],
  ])
  expect(names({ ...all, district: 'ninhkieu' })).toEqual([['Ninh Kieu', 'Phường Cái Khế']])
  expect(districtsOf(rooms).map(({ name }) => name)).toEqual(['Ninh Kieu', 'O Mon'])
})
