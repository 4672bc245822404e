import { localSeconds } from '@diem-cau/signaling-contract'
import { CSV_BOM, csvLine } from '@diem-cau/signaling-contract/office'
import type { TimeRows } from './timeRows.ts'

/**
 * Writes rows as a table for other programs: the time in Vietnam, then mean and maximum of each metric that was read at all.
 * @param titles of all metrics of the kind, in their order, with their units
 */
export function csvOf(
  rows: TimeRows,
  titles: readonly string[],
  words: { readonly time: string; readonly mean: string; readonly max: string },
): string {
  const used = titles.flatMap((title, metric) =>
    rows.mean[metric]?.some((value) => value !== null) ? [{ title, metric }] : [],
  )
  const heads = [words.time, ...used.flatMap(({ title }) => [`${title} (${words.mean})`, `${title} (${words.max})`])]
  // Numbers as they are: `csvLine` takes a minus for the beginning of a formula.
  const lines = rows.at.map(
    (at, row) =>
      [
        localSeconds(at * 1_000),
        ...used.flatMap(({ metric }) => [rows.mean[metric]?.[row] ?? '', rows.max[metric]?.[row] ?? '']),
      ].join(',') + '\r\n',
  )
  return CSV_BOM + csvLine(heads) + lines.join('')
}
