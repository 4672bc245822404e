import { type Check, fine, unknown, warning } from './Check.ts'
import { lastLines } from '../scene/logLines.ts'

/** pino's number for "error": somebody must act. */
const ERROR = 50
const DAY_MS = 86_400_000
const MOST_SHOWN = 5

/** Errors of the last day, each kind once, with how often and when it was last. */
export const logs: Check = {
  id: 'logs',
  title: { vi: 'Nhật ký', en: 'Logs' },
  look: async ({ dataDir, now }) => {
    const tails = await lastLines(dataDir)
    if (tails.length === 0)
      return [unknown(`Chưa có nhật ký trong ${dataDir}/logs.`, `There are no logs in ${dataDir}/logs yet.`)]
    const kinds = new Map<string, { times: number; last: number }>()
    for (const { name, lines } of tails) {
      for (const { level, time, message } of lines) {
        if (level === null || time === null || level < ERROR || now - time > DAY_MS) continue
        const kind = `${name}: ${message}`
        kinds.set(kind, { times: (kinds.get(kind)?.times ?? 0) + 1, last: time })
      }
    }
    if (kinds.size === 0) return [fine('Không có lỗi trong ngày qua.', 'No errors within the last day.')]
    return [...kinds]
      .toSorted(([, a], [, b]) => b.last - a.last)
      .slice(0, MOST_SHOWN)
      .map(([kind, { times, last }]) => {
        const at = new Date(last).toLocaleString('sv-SE')
        return warning(
          { vi: `${kind} (${times} lần, gần nhất ${at})`, en: `${kind} (${times} times, last at ${at})` },
          {
            vi: 'Xem dòng đó trong nhật ký: nó nói nguyên nhân.',
            en: 'Read that line in the log: it tells the cause.',
          },
        )
      })
  },
}
