import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'

/** Texts by their path in the archive. */
export type Texts = ReadonlyMap<string, string>

/**
 * Writes the texts as tar, compressed by gzip, readable by its owner only. An existing file is not overwritten.
 * @throws Error `EEXIST`
 */
export async function writeArchive(file: string, texts: Texts, now: number): Promise<void> {
  const tar = pack()
  const written = pipeline(tar, createGzip(), createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true }))
  for (const [name, text] of texts) tar.entry({ name, mode: 0o600, mtime: new Date(now) }, text)
  tar.finalize()
  await written
}
