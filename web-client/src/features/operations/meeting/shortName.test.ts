import { expect, test } from 'vitest'
import { shortName } from './shortName.ts'

test.each([
  ['Phường Châu Văn Liêm', 'P. Châu Văn Liêm'],
  ['Thị trấn Cờ Đỏ', 'TT. Cờ Đỏ'],
  ['Xã Thới Hưng', 'X. Thới Hưng'],
  ['Phòng họp Phường Long Hưng', 'Phòng họp Phường Long Hưng'],
  ['Sở Nội vụ', 'Sở Nội vụ'],
])('%s is %s where there is little room', (name, short) => expect(shortName(name)).toBe(short))
