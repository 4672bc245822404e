import { type ImportProblem, importLimits } from '@diem-cau/signaling-contract/office'
import { SaxesParser } from 'saxes'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { importProblem } from './importProblem.ts'
import type { TableRecord } from './TableRecord.ts'

/** Together, unpacked: a small file may hold much. */
const MAX_UNPACKED = 64 * 1024 * 1024
const MAX_COLUMNS = 50

/** The records of the first sheet of an Excel workbook (ECMA-376, SpreadsheetML); numbers as their digits, formulas as what they came to. */
export async function readXlsx(file: Buffer, problems: ImportProblem[]): Promise<TableRecord[]> {
  try {
    const parts = await openParts(file)
    const sheet = await firstSheet(parts)
    return await readSheet(parts, sheet, await sharedTexts(parts))
  } catch {
    problems.push(
      importProblem(
        1,
        null,
        '',
        'Không đọc được tệp này như một sổ tính Excel. Hãy mở tệp trong Excel và lưu lại với kiểu “Excel Workbook (.xlsx)”, không đặt mật khẩu.',
        'This file cannot be read as an Excel workbook. Open it in Excel and save it as “Excel Workbook (.xlsx)”, without a password.',
      ),
    )
    return []
  }
}

type Parts = { readonly zip: ZipFile; readonly entries: ReadonlyMap<string, Entry> }

async function openParts(file: Buffer): Promise<Parts> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(file, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    )
  })
  const entries = new Map<string, Entry>()
  let unpacked = 0
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', resolve)
    zip.on('entry', (entry: Entry) => {
      unpacked += entry.uncompressedSize
      if (unpacked > MAX_UNPACKED || entries.size > 1000) return reject(new Error('too large'))
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
  return { zip, entries }
}

type Handlers = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Names without their prefixes. Nothing happens for a part that is not there. */
async function readPart({ zip, entries }: Parts, path: string, { open, text, close }: Handlers): Promise<void> {
  const entry = entries.get(path)
  if (!entry) return
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)))
  })
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a document type is not taken')
  })
  if (open) parser.on('opentag', ({ name, attributes }) => open(local(name), attributes))
  if (text) parser.on('text', text)
  if (close) parser.on('closetag', ({ name }) => close(local(name)))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  // Unpacking is work of another thread: between two pieces this one does something else.
  for await (const piece of stream) parser.write(decoder.decode(Buffer.from(piece), { stream: true }))
  parser.close()
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

async function firstSheet(parts: Parts): Promise<string> {
  let id: string | undefined
  await readPart(parts, 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'sheet' && attributes['state'] !== 'hidden') id ??= attributes['r:id']
    },
  })
  let target: string | undefined
  await readPart(parts, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id === id) target = Target
    },
  })
  if (target === undefined) throw new Error('no sheet')
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

async function sharedTexts(parts: Parts): Promise<string[]> {
  const texts: string[] = []
  let inText = false
  let inPhonetic = false
  await readPart(parts, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') texts.push('')
      inPhonetic ||= name === 'rPh'
      inText = name === 't' && !inPhonetic
    },
    text: (text) => {
      if (inText) texts[texts.length - 1] += text
    },
    close: (name) => {
      if (name === 't') inText = false
      if (name === 'rPh') inPhonetic = false
    },
  })
  return texts.map(unescaped)
}

async function readSheet(parts: Parts, path: string, shared: readonly string[]): Promise<TableRecord[]> {
  const records: TableRecord[] = []
  let line = 0
  let record: string[] = []
  let column = -1
  let type = 'n'
  let value = ''
  let inValue = false
  let enough = false
  await readPart(parts, path, {
    open: (name, attributes) => {
      if (name === 'row') {
        line = Number(attributes['r'] ?? line + 1)
        record = []
        column = -1
      } else if (name === 'c') {
        column = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r'])
        type = attributes['t'] ?? 'n'
        value = ''
      } else inValue = name === 'v' || name === 't'
    },
    text: (text) => {
      if (inValue) value += text
    },
    close: (name) => {
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'c' && column < MAX_COLUMNS) {
        while (record.length < column) record.push('')
        record[column] = textOf(type, value, shared)
      } else if (name === 'row' && !enough && record.some((cell) => cell !== '')) {
        records.push({ line, record })
        enough = records.length > importLimits.rows + 1
      }
    },
  })
  return records
}

function textOf(type: string, value: string, shared: readonly string[]): string {
  if (type === 's') return (shared[Number(value)] ?? '').trim()
  if (type === 'inlineStr' || type === 'str') return unescaped(value).trim()
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  const number = Number(value)
  return type === 'n' && value !== '' && Number.isSafeInteger(number) ? String(number) : value
}

/** "AB12" is the 27th, from 0. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? ''
  return Array.from(letters).reduce((at, letter) => at * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** Reads signs that XML cannot hold, which Excel writes as "_x000D_". */
function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
