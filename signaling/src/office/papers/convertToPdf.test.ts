import { existsSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MAX_PAPER_BYTES } from '@diem-cau/signaling-contract/office'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'vitest'
import { fakeSoffice, makesPdf } from '../../testing/fakeSoffice.ts'
import { docxOf } from '../../testing/paperSamples.ts'
import { temporaryFolder } from '../../testing/temporaryStore.ts'
import { convertToPdf } from './convertToPdf.ts'
import { findSoffice } from './findSoffice.ts'
import { sandboxOf } from './sandboxOf.ts'

const sandbox = await sandboxOf()
const soffice = await findSoffice()

type Changes = { timeoutMs?: number; hidden?: string; content?: Buffer; signal?: AbortSignal }

async function convert(
  program: string,
  { timeoutMs = 20_000, hidden = '/mnt', content, signal = new AbortController().signal }: Changes = {},
) {
  const folder = await temporaryFolder()
  const input = join(folder, 'paper.docx')
  await writeFile(input, content ?? 'text')
  return convertToPdf({ soffice: program, sandbox, folder, input, hidden, timeoutMs, signal })
}

/** True when a process is still there; one that only waits for its parent to take note is not. */
const lives = (pid: number) => {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

test('what the program makes is taken when it is a PDF', async () => {
  const { path, bytes } = await convert(await fakeSoffice(makesPdf('$type of $(cat "$input")')))
  const made = await readFile(path, 'utf8')
  expect([made, bytes]).toEqual(['%PDF-1.7\ndocx of text\n%%EOF\n', made.length])
})

test.for([
  ['crashes', 'kill -SEGV $$', 'crashed'],
  ['says that it failed', 'echo no disk >&2; exit 3', 'crashed'],
  ['ends well without a PDF, as with a password', 'echo "source file could not be loaded"', 'refused'],
  ['makes garbage', 'echo "<html>" > "$pdf"', 'notPdf'],
  ['makes half a PDF', `printf '%%PDF-1.7\\nhalf' > "$pdf"`, 'notPdf'],
  ['makes a folder in the place of a PDF', 'mkdir "$pdf"', 'refused'],
] as const)('a program that %s: %s', async ([, lines, problem]) => {
  await expect(convert(await fakeSoffice(lines))).rejects.toMatchObject({ problem })
})

test('a program that is not there has crashed', async () => {
  await expect(convert('/nowhere/soffice')).rejects.toMatchObject({ problem: 'crashed' })
})

test('one that never ends is ended after its time, with all that it started', async () => {
  const note = join(await temporaryFolder(), 'pid')
  const program = await fakeSoffice(`sleep 600 &\necho $! > ${note}\nwait\n`)
  await expect(convert(program, { timeoutMs: 1_500 })).rejects.toMatchObject({ problem: 'timeout' })
  const child = Number(await readFile(note, 'utf8'))
  expect(child).toBeGreaterThan(1)
  await expect.poll(() => lives(child)).toBe(false)
})

test('one is ended at once when the server closes', async () => {
  const stop = new AbortController()
  const note = join(await temporaryFolder(), 'pid')
  const program = await fakeSoffice(`echo $$ > ${note}.new && mv ${note}.new ${note}\nsleep 600\n`)
  const begun = async () => {
    await expect.poll(() => existsSync(note)).toBe(true)
    stop.abort()
  }
  await Promise.all([
    expect(convert(program, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' }),
    begun(),
  ])
  const pid = Number(await readFile(note, 'utf8'))
  await expect.poll(() => lives(pid)).toBe(false)
})

test('it has limits on memory (4 GB), computing time, the size of files, and none on dying without a dump', async () => {
  const { path } = await convert(await fakeSoffice(makesPdf('$(ulimit -v) $(ulimit -t) $(ulimit -f) $(ulimit -c)')), {
    timeoutMs: 12_000,
  })
  const [memory, seconds, blocks, core] = ((await readFile(path, 'utf8')).split('\n')[1] ?? '').split(' ').map(Number)
  expect([memory, seconds, core]).toEqual([4 * 1024 * 1024, 12, 0])
  expect((blocks ?? 0) * 512).toBe(2 * MAX_PAPER_BYTES)
})

test('it sees nothing of our environment', async () => {
  process.env['DIEM_CAU_SECRET_OF_A_TEST'] = 'secret'
  const { path } = await convert(await fakeSoffice(makesPdf('$(env)'))).finally(
    () => delete process.env['DIEM_CAU_SECRET_OF_A_TEST'],
  )
  expect(await readFile(path, 'utf8')).not.toContain('secret')
})

test.skipIf(sandbox.kind === null)(
  'it sees neither the office’s data nor a network (skipped where the machine allows no namespaces)',
  async () => {
    const hidden = await temporaryFolder()
    await writeFile(join(hidden, 'seal.key'), 'key')
    const { path } = await convert(
      await fakeSoffice(makesPdf(`$(ls -A ${hidden}) $(tail -n +3 /proc/net/dev | cut -d: -f1)`)),
      { hidden },
    )
    expect((await readFile(path, 'utf8')).split('\n')[1]?.trim()).toBe('lo')
  },
)

test.skipIf(soffice === null)(
  'LibreOffice itself makes a PDF of a Vietnamese document that says the same (skipped where it is not installed)',
  { timeout: 120_000 },
  async () => {
    const text = 'Báo cáo tình hình kinh tế – xã hội quý III của Ủy ban nhân dân phường Phước Thới'
    const { path } = await convert(soffice ?? '', { timeoutMs: 100_000, content: docxOf(text) })
    const pdf = await getDocument({ data: new Uint8Array(await readFile(path)) }).promise
    const content = await (await pdf.getPage(1)).getTextContent()
    expect(
      content.items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .normalize('NFC'),
    ).toContain(text)
    await pdf.loadingTask.destroy()
  },
)
