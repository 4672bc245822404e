import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { DiskPaperFiles } from './DiskPaperFiles.ts'
import type { PaperFiles } from './PaperFiles.ts'
import { S3Bucket } from './S3Bucket.ts'
import { S3PaperFiles } from './S3PaperFiles.ts'
import type { S3Settings } from './S3Settings.ts'

/** In the bucket, or without one on disk. @throws StartupError what is wrong with the bucket */
export async function openPaperFiles({ dataDir, s3, logger }: { dataDir: string; s3: S3Settings | null; logger: Logger }): Promise<PaperFiles> {
  const folder = join(dataDir, 'papers')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const disk = new DiskPaperFiles(folder)
  return s3 === null ? disk : S3PaperFiles.open({ bucket: new S3Bucket(s3), older: disk, logger })
}
