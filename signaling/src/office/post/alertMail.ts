import { fitLine } from '@diem-cau/signaling-contract'
import type { AlertFacts } from '@diem-cau/signaling-contract/office'
import { findingWords } from './findingWords.ts'

/** Mail programs show about so much. */
const MAX_SUBJECT = 150

const openings = {
  raised: 'Cảnh báo',
  escalated: 'Chưa ai tiếp nhận',
  cleared: 'Đã hết',
} as const satisfies Record<AlertFacts['why'], string>

/** "[Cảnh báo] Mất kết nối: Phường Một và 3 nơi khác" */
export function alertSubject({ why, code, names, count }: AlertFacts): string {
  const [first = ''] = names
  const others = count > 1 ? ` và ${count - 1} nơi khác` : ''
  return fitLine(`[${openings[why]}] ${findingWords[code]}: ${first}${others}`, MAX_SUBJECT)
}

/** The mail itself. Names come from people and machines: it is plain text, in which nothing can be hidden. @param link of its page */
export function alertText({ why, code, names, count }: AlertFacts, link: string): string {
  const what = findingWords[code]
  const said = {
    raised: `Hệ thống ghi nhận “${what}” ở ${count} nơi:`,
    escalated: `“${what}” ở ${count} nơi đã được báo nhưng chưa có ai tiếp nhận:`,
    cleared: `“${what}” đã hết ở ${count} nơi:`,
  }[why]
  const list = names.map((name) => `- ${fitLine(name, 300)}`)
  const more = count > names.length ? [`- và ${count - names.length} nơi khác`] : []
  const ask =
    why === 'cleared' ? [] : ['', 'Hãy mở trang sau để xem và bấm “Tiếp nhận”, để người khác biết đã có người xử lý.']
  return [said, ...list, ...more, ...ask, '', link, '', 'Thư này do hệ thống Điểm Cầu tự gửi.'].join('\n')
}
