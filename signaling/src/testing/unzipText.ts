import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryFolder } from './temporaryStore.ts'

/** All text of an archive's files, one after the other, as Python (which is none of ours) unpacks it. */
export async function unzipText(archive: Buffer): Promise<string> {
  const file = join(await temporaryFolder(), 'archive.zip')
  await writeFile(file, archive)
  const script =
    'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nfor n in z.namelist(): sys.stdout.buffer.write(z.read(n))'
  return (await promisify(execFile)('python3', ['-c', script, file], { maxBuffer: 16 * 1024 * 1024 })).stdout
}
