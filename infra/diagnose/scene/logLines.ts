import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** So much of each log is looked at, and is put into the archive. */
const TAIL_BYTES = 512 * 1024

/** What of pino's lines is read here. */
const Entry = z.object({
  level: z.number(),
  time: z.number(),
  msg: z.string().default(''),
  err: z.object({ message: z.string() }).optional(),
})

type LogLine = {
  readonly text: string
  /** pino's number; null for a line that is no record. */
  readonly level: number | null
  /** Milliseconds since 1970. */
  readonly time: number | null
  readonly message: string
}

export type LogTail = { readonly name: string; readonly lines: readonly LogLine[] }

/** The ends of the logs that are written now, oldest line first. None when there are no logs. */
export async function lastLines(dataDir: string): Promise<LogTail[]> {
  const folder = join(dataDir, 'logs')
  const names = await readdir(folder).catch(() => [])
  const current = names.filter((name) => /^[a-z-]+\.log$/.test(name)).toSorted()
  return await Promise.all(
    current.map(async (name) => ({ name, lines: (await tailOf(join(folder, name))).map(readLine) })),
  )
}

async function tailOf(path: string): Promise<string[]> {
  await using file = await open(path)
  const { size } = await file.stat()
  const from = Math.max(0, size - TAIL_BYTES)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
  const lines = buffer.subarray(0, bytesRead).toString('utf8').split('\n')
  // The first one was cut in two.
  return (from > 0 ? lines.slice(1) : lines).filter((line) => line !== '')
}

function readLine(text: string): LogLine {
  const parsed = text.startsWith('{') ? Entry.safeParse(json(text)) : null
  if (!parsed?.success) return { text, level: null, time: null, message: text }
  const { level, time, msg, err } = parsed.data
  return { text, level, time, message: err === undefined ? msg : `${msg} (${err.message})` }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
