import { expect, test } from 'vitest'
import { recordFileName } from './recordFileName.ts'

const at = Date.UTC(2026, 10, 29, 18)

test('a download is named for what it is, its meeting and the day in Vietnam', () => {
  expect(recordFileName('bien-ban', 'Giao ban đầu tuần', at, 'pdf')).toBe('bien-ban-giao-ban-dau-tuan-2026-11-30.pdf')
  expect(recordFileName('diem-danh', '../ "Họp" <Quý IV>/2026', at, 'xlsx')).toBe(
    'diem-danh-hop-quy-iv-2026-2026-11-30.xlsx',
  )
})

test('a long title ends with a whole word, and one without letters is left out', () => {
  expect(recordFileName('bien-ban', 'Hội nghị trực tuyến '.repeat(20), at, 'pdf')).toMatch(
    /^bien-ban-[a-z-]{40,60}-2026-11-30\.pdf$/,
  )
  expect(recordFileName('bien-ban', 'ការប្រជុំ', at, 'pdf')).toBe('bien-ban-2026-11-30.pdf')
})
