import type { Level } from './checks/Check.ts'
import type { Result } from './diagnose.ts'

const NAMES: Record<Level, string> = {
  problem: 'SAI / WRONG',
  warning: 'CHÚ Ý / LOOK AT',
  unknown: 'KHÔNG RÕ / UNKNOWN',
  ok: 'TỐT / WELL',
}

/** The findings for a person: what is wrong first, with what to do. */
export function reportText(results: readonly Result[]): string {
  const count = (level: Level) => results.filter((result) => result.level === level).length
  const [problems, warnings] = [count('problem'), count('warning')]
  const head =
    problems > 0
      ? `${problems} chỗ sai, ${warnings} chỗ cần chú ý; sửa từ trên xuống. / ${problems} wrong, ${warnings} to look at; mend them from the top.`
      : warnings > 0
        ? `Không có gì sai, ${warnings} chỗ cần chú ý. / Nothing is wrong, ${warnings} to look at.`
        : 'Không thấy gì sai. / Nothing wrong was found.'
  const blocks = results.map(({ level, title, says, todo }) =>
    [
      `${NAMES[level]}  ${title.vi === title.en ? title.vi : `${title.vi} / ${title.en}`}`,
      `    ${indented(says.vi)}`,
      `    ${indented(says.en)}`,
      ...(todo === null ? [] : [`    → ${indented(todo.vi)}`, `    → ${indented(todo.en)}`]),
    ].join('\n'),
  )
  return [head, ...blocks].join('\n\n')
}

function indented(text: string): string {
  return text.trim().replaceAll('\n', '\n    ')
}
