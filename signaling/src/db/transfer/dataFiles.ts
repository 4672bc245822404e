import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Part } from './manifest.ts'

export const PAPERS = 'papers'

/** Papers are named for what is in them; what is named otherwise there is being uploaded. */
const PAPER = /^[0-9a-f]{64}$/
const KEY = /^[\w-]{1,60}\.key$/

/** Lists files of the store that are not in the database: papers, and the keys that seal columns of it. */
export async function listDataFiles(dataDir: string): Promise<(Part & { kind: 'paper' | 'key' })[]> {
  const parts: (Part & { kind: 'paper' | 'key' })[] = []
  for (const name of (await namesIn(dataDir)).filter((name) => KEY.test(name))) {
    parts.push({ kind: 'key', name, ...(await measure(join(dataDir, name))) })
  }
  const papers = join(dataDir, PAPERS)
  for (const file of await filesUnder(papers)) {
    parts.push({ kind: 'paper', name: relative(papers, file), ...(await measure(file)) })
  }
  return parts
}

/** @returns size and SHA-256 of a file */
async function measure(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return { bytes: (await stat(file)).size, sha256: hash.digest('hex') }
}

async function filesUnder(folder: string): Promise<string[]> {
  const found: string[] = []
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(ifThere)
  for (const entry of entries ?? [])
    if (entry.isFile() && PAPER.test(entry.name)) found.push(join(entry.parentPath, entry.name))
  return found.toSorted()
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(ifThere)) ?? []
}

function ifThere(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
