import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { DiskPaperFiles } from './DiskPaperFiles.ts'
import { type InTurn, KeptPaperFiles } from './KeptPaperFiles.ts'
import { S3Bucket } from './S3Bucket.ts'
import { S3PaperFiles } from './S3PaperFiles.ts'
import type { S3Settings } from './S3Settings.ts'
import { TakenFiles } from './TakenFiles.ts'

/** Opens the bucket, or without one the folder on disk. @throws StartupError what is wrong with the bucket */
export async function openPaperFiles({
  dataDir,
  s3,
  logger,
  clock = Date.now,
  inTurn,
}: {
  dataDir: string
  s3: S3Settings | null
  logger: Logger
  clock?: () => number
  inTurn?: InTurn
}): Promise<KeptPaperFiles> {
  const folder = join(dataDir, 'papers')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const disk = new DiskPaperFiles(folder)
  return new KeptPaperFiles(
    s3 === null ? disk : await S3PaperFiles.open({ bucket: new S3Bucket(s3), older: disk, logger }),
    new TakenFiles(join(dataDir, 'taken')),
    clock,
    inTurn,
  )
}
