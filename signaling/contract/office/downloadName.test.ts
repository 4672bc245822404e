import { expect, test } from 'vitest'
import { downloadName } from './downloadName.ts'

test('a file is called what it is, of what and when, with its accents', () => {
  expect(downloadName('Giấy mời', 'Giao ban tháng 11', 'pdf', '24/11/2026')).toBe('Giấy-mời-Giao-ban-tháng-11-24-11-2026.pdf')
  expect(downloadName('Lịch họp', 'Họp', 'ics')).toBe('Lịch-họp-Họp.ics')
})

test('nothing in a title leaves the folder, hides the file or ends its name', () => {
  expect(downloadName('Giấy mời', '../../etc/passwd', 'pdf')).toBe('Giấy-mời-etc-passwd.pdf')
  expect(downloadName('Giấy mời', 'a"b\\c:d*e?f<g>|h\u0000\u202Ei', 'pdf')).toBe('Giấy-mời-a-b-c-d-e-f-g-h-i.pdf')
  expect(downloadName('Giấy mời', '...', 'pdf')).toBe('Giấy-mời.pdf')
})

test('a long title is cut between words, one written in pieces is put together', () => {
  const name = downloadName('Giấy mời', 'Hội nghị triển khai nhiệm vụ '.repeat(9), 'pdf', '24/11/2026')
  expect(name.length).toBeLessThan(120)
  expect(name).toMatch(/-(Hội|nghị|triển|khai|nhiệm|vụ)-24-11-2026\.pdf$/)
  expect(downloadName('Giấy mời', 'Họp'.normalize('NFD'), 'pdf')).toBe('Giấy-mời-Họp.pdf')
})
