import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { extract, pack } from 'tar-stream'
import { FORMAT, Manifest, MANIFEST, pathOf } from './manifest.ts'
import { TransferError } from './TransferError.ts'

const MAX_MANIFEST = 64 * 1024 * 1024

/**
 * Writes manifest and parts as one tar, compressed by zstd. Whole or not at all: it has its name when all
 * of it is on the disk. Only its owner can read it.
 * @param fileOf where each part is
 */
export async function writeArchive(file: string, manifest: Manifest, fileOf: (path: string) => string): Promise<void> {
  const draft = `${file}.${process.pid}.partial`
  const tar = pack()
  const zstd = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } })
  try {
    const written = pipeline(tar, zstd, createWriteStream(draft, { mode: 0o600, flags: 'wx', flush: true }))
    const filled = (async () => {
      tar.entry({ name: MANIFEST, mode: 0o600 }, JSON.stringify(manifest))
      for (const part of manifest.parts) {
        const path = pathOf(part)
        const entry = tar.entry({ name: path, size: part.bytes, mode: 0o600 })
        await pipeline(createReadStream(fileOf(path)), entry)
      }
      tar.finalize()
    })()
    await Promise.all([written, filled])
    await rename(draft, file)
    await syncFolder(dirname(file))
  } finally {
    tar.destroy()
    await rm(draft, { force: true })
  }
}

/**
 * Unpacks into a folder, comparing every part with what the manifest says.
 * @param accept may refuse by the manifest alone, before anything is unpacked
 * @throws TransferError when anything is missing, too much, or not as it was written
 */
export async function readArchive(
  file: string,
  folder: string,
  accept: (manifest: Manifest) => void,
): Promise<Manifest> {
  const tar = extract()
  const failure = pipeline(createReadStream(file), createZstdDecompress(), tar).then(
    () => null,
    (error: unknown) => error,
  )
  try {
    let manifest: Manifest | null = null
    const missing = new Map<string, Manifest['parts'][number]>()
    for await (const entry of tar) {
      const { name } = entry.header
      if (manifest === null) {
        if (name !== MANIFEST || (entry.header.size ?? 0) > MAX_MANIFEST)
          throw new TransferError(`${file} is not a backup of Diem Cau.`)
        manifest = parseManifest(file, await textOf(Readable.from(entry)))
        accept(manifest)
        for (const part of manifest.parts) missing.set(pathOf(part), part)
        continue
      }
      const part = missing.get(name)
      if (!part) throw damagedArchive(file, `${name} is not in its list`)
      missing.delete(name)
      const target = join(folder, name)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      const hash = createHash('sha256')
      const hashing = new Transform({
        transform: (chunk: Buffer, _encoding, done) => done(null, (hash.update(chunk), chunk)),
      })
      await pipeline(Readable.from(entry), hashing, createWriteStream(target, { mode: 0o600 }))
      if (hash.digest('hex') !== part.sha256) throw damagedArchive(file, `${name} is not what was written`)
    }
    const why = await failure
    if (why !== null) throw why
    if (manifest === null) throw new TransferError(`${file} is not a backup of Diem Cau.`)
    if (missing.size > 0) throw damagedArchive(file, `${missing.keys().next().value} is missing`)
    return manifest
  } catch (error) {
    tar.destroy()
    await failure
    if (error instanceof TransferError || isSystem(error)) throw error
    throw damagedArchive(file, error instanceof Error ? error.message : String(error), error)
  }
}

function parseManifest(file: string, text: string): Manifest {
  const parsed = Manifest.safeParse(JSON.parse(text))
  if (!parsed.success) throw damagedArchive(file, 'its list of contents cannot be read', parsed.error)
  if (parsed.data.format > FORMAT)
    throw new TransferError(
      `${file} was made by a newer Diem Cau (${parsed.data.program}). Install that version, then restore.`,
    )
  return parsed.data
}

async function textOf(entry: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of entry) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function damagedArchive(file: string, why: string, cause?: unknown): TransferError {
  return new TransferError(`The backup ${file} is damaged: ${why}. Nothing was changed. Use another backup.`, cause)
}

/** Disk full, no right, no such file: not the archive's fault. */
function isSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder)
  await handle.sync()
}
