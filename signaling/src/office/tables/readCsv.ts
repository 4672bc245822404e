import { Readable } from 'node:stream'
import { setImmediate as others } from 'node:timers/promises'
import { fromCsvCell, type ImportProblem, importLimits } from '@diem-cau/signaling-contract/office'
import { CsvError, type Options, parse } from 'csv-parse'
import { parse as parseAtOnce } from 'csv-parse/sync'
import { z } from 'zod'
import { importProblem } from './importProblem.ts'
import type { TableRecord } from './TableRecord.ts'

const Parsed = z.object({ info: z.object({ lines: z.int() }), record: z.array(z.string()), raw: z.string() })
/** So many characters are parsed before the process does something else. */
const PIECE = 64 * 1024

/** The records of a CSV file, cells apart by comma, semicolon (as Excel writes it in Vietnam) or tab. One row more than may be is enough. */
export async function readCsv(csv: string, problems: ImportProblem[]): Promise<TableRecord[]> {
  // Line ends become one sign inside of quotes too, because lines are counted as an editor counts them.
  const text = csv.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  const delimiter = delimiterOf(text)
  const whole = await parseText(text, delimiter)
  if (whole !== null) return whole
  // A quote is wrong somewhere, and what is a row after it is anybody's guess: every line stands for itself.
  const records: TableRecord[] = []
  for (const [i, line] of text.split('\n').entries()) {
    if (i % 500 === 499) await others()
    if (records.length > importLimits.rows + 1) break
    const alone = parseLine(line, delimiter)
    if (alone !== null) records.push(...alone.map((record) => ({ line: i + 1, record: record.map(fromCsvCell) })))
    else {
      problems.push(
        importProblem(
          i + 1,
          null,
          line.trim(),
          'Dấu ngoặc kép (") không đúng chỗ hoặc không được đóng. Trong ô có ngoặc kép, hãy viết hai dấu liền nhau ("").',
          'A double quote (") is out of place or never closed. Inside of a quoted cell write two of them ("").',
        ),
      )
    }
  }
  return records
}

const optionsOf = (delimiter: string) =>
  ({
    trim: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  }) satisfies Options

/** null when a quote is out of place. */
async function parseText(text: string, delimiter: string): Promise<TableRecord[] | null> {
  const records: TableRecord[] = []
  try {
    const parser = Readable.from(piecesOf(text)).compose(
      parse({ ...optionsOf(delimiter), info: true, raw: true, to: importLimits.rows + 2 }),
    )
    for await (const each of parser) {
      const { info, record, raw } = Parsed.parse(each)
      // `lines` is where the record ends.
      records.push({ line: info.lines - (raw.trim().split('\n').length - 1), record: record.map(fromCsvCell) })
    }
    return records
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += PIECE) {
    await others()
    yield text.slice(from, from + PIECE)
  }
}

function parseLine(line: string, delimiter: string): string[][] | null {
  try {
    const parsed: unknown = parseAtOnce(line, optionsOf(delimiter))
    return z.array(z.array(z.string())).parse(parsed)
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

/** Whichever the heading has most of. */
function delimiterOf(text: string): string {
  const heading = /^[^\n]*/.exec(text.trimStart())?.[0] ?? ''
  const count = (delimiter: string) => heading.split(delimiter).length
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best))
}
