import { cutText } from '@diem-cau/signaling-contract'
import { type ImportProblem, importLimits } from '@diem-cau/signaling-contract/office'

const MAX_SHOWN = 200

/** A row of an import that cannot be taken, or is to be looked at, and what to do about it. */
export function importProblem(
  line: number,
  column: string | null,
  value: string,
  vi: string,
  en: string,
): ImportProblem {
  return { line, column, value: value.length > MAX_SHOWN ? `${cutText(value, MAX_SHOWN)}…` : value, vi, en }
}

/** Sorts by line, then as they were found, so that a file is mended from top to bottom; of very many not all are told. */
export function toldByLine(problems: readonly ImportProblem[]): ImportProblem[] {
  return problems.toSorted((a, b) => a.line - b.line).slice(0, importLimits.told)
}
