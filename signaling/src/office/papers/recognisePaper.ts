import { open } from 'node:fs/promises'
import { MeetingError } from '@diem-cau/signaling-contract'
import type { PaperType } from '@diem-cau/signaling-contract/office'
import { fileTypeFromFile } from 'file-type'
import { fromFd, type Entry, type ZipFile } from 'yauzl'

/** Types by the names that file-type gives them. */
const byMime: Readonly<Record<string, PaperType>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
}

/** Compound files: Word, Excel and PowerPoint before 2007 look alike, so their name decides which it is. */
const COMPOUND = 'application/x-cfb'
const compound: ReadonlySet<string> = new Set(['doc', 'xls', 'ppt'] satisfies PaperType[])
const zipped: ReadonlySet<PaperType> = new Set(['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'])

/** More files than any document has: its directory is not read to the end. */
const MAX_ENTRIES = 20_000
/** Macros in a compound file: the name of their storage, in UTF-16. */
const MACROS = Buffer.from('_VBA_PROJECT', 'utf16le')

/**
 * Finds the type of a file by its content; its name must agree.
 * @throws MeetingError `paperRefused` for anything else, and for documents with macros
 */
export async function recognisePaper(path: string, fileName: string): Promise<PaperType> {
  const ending = endingOf(fileName)
  const found = await fileTypeFromFile(path).catch(() => undefined)
  const type = found?.mime === COMPOUND ? compoundType(ending) : byMime[found?.mime ?? '']
  if (!type || type !== ending) throw refused(`${fileName}: content is ${found?.mime ?? 'unknown'}`)
  // Some readers look for "%PDF-" anywhere in the first kilobyte; what else such a file may be is not for us to find out.
  if (type === 'pdf' && !(await startsWith(path, '%PDF-'))) throw refused(`${fileName}: does not begin as a PDF`)
  const hasMacros = zipped.has(type) ? await zipHasMacros(path) : compound.has(type) && (await contains(path, MACROS))
  if (hasMacros) throw refused(`${fileName}: has macros`)
  return type
}

function endingOf(fileName: string): string {
  const ending = fileName.toLowerCase().split('.').at(-1) ?? ''
  return ending === 'jpg' ? 'jpeg' : ending
}

function compoundType(ending: string): PaperType | undefined {
  return compound.has(ending) ? (ending as PaperType) : undefined
}

async function startsWith(path: string, text: string): Promise<boolean> {
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(text.length), 0, text.length, 0)
  return buffer.toString('latin1') === text
}

/** Reads the directory only: nothing is unpacked, however much it claims to hold. */
async function zipHasMacros(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      fromFd(file.fd, { lazyEntries: true, autoClose: false }, (error, opened) =>
        error ? reject(error) : resolve(opened),
      )
    })
    return await new Promise<boolean>((resolve, reject) => {
      let count = 0
      zip.on('error', reject)
      zip.on('end', () => resolve(false))
      zip.on('entry', ({ fileName }: Entry) => {
        count += 1
        if (count > MAX_ENTRIES || /(^|\/)(vbaProject\.bin|Basic\/.+|Scripts\/.+)$/i.test(fileName)) resolve(true)
        else zip.readEntry()
      })
      zip.readEntry()
    })
  } catch {
    throw refused('its directory cannot be read')
  } finally {
    await file.close()
  }
}

async function contains(path: string, wanted: Buffer): Promise<boolean> {
  await using file = await open(path)
  let kept = Buffer.alloc(0)
  for await (const chunk of file.createReadStream({ autoClose: false })) {
    const part = Buffer.concat([kept, chunk as Buffer])
    if (part.includes(wanted)) return true
    kept = part.subarray(Math.max(0, part.length - wanted.length + 1))
  }
  return false
}

const refused = (why: string) => new MeetingError('paperRefused', why)
