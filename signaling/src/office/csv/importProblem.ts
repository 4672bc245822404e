import { cutText } from '@diem-cau/signaling-contract'
import type { ImportProblem } from '@diem-cau/signaling-contract/office'

const MAX_SHOWN = 200

/** A row of an import that cannot be taken, and what to do about it. */
export function importProblem(line: number, column: string | null, value: string, vi: string, en: string): ImportProblem {
  return { line, column, value: value.length > MAX_SHOWN ? `${cutText(value, MAX_SHOWN)}…` : value, vi, en }
}

/** By line, then as they were found: so that a file is mended from top to bottom. */
export function byLine(problems: readonly ImportProblem[]): ImportProblem[] {
  return problems.toSorted((a, b) => a.line - b.line)
}

/** Of the problems of an import, so many are told. */
export const MAX_PROBLEMS = 500
