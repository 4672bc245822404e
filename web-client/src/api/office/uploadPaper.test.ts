import { MAX_PAPER_BYTES } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { fileProblem } from './uploadPaper.ts'

test('a file is refused before it is sent when it cannot be a paper', () => {
  expect(fileProblem({ name: 'Báo cáo tháng 11.PDF', size: 10 })).toBeNull()
  expect(fileProblem({ name: 'ảnh.jpg', size: MAX_PAPER_BYTES })).toBeNull()
  expect(fileProblem({ name: 'phim.mp4', size: 10 })).toBe('badType')
  expect(fileProblem({ name: 'trang.html', size: 10 })).toBe('badType')
  expect(fileProblem({ name: 'pdf', size: 10 })).toBe('badType')
  expect(fileProblem({ name: 'a.pdf', size: 0 })).toBe('empty')
  expect(fileProblem({ name: 'a.pdf', size: MAX_PAPER_BYTES + 1 })).toBe('tooLarge')
})
