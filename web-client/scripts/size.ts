import { fileURLToPath } from 'node:url'
import { firstLoadSize } from './firstLoadSize.ts'

const LIMIT = 200_000

const { files, gzipBytes } = await firstLoadSize(fileURLToPath(new URL('../dist', import.meta.url)))
for (const { file, gzipBytes: size } of files) process.stdout.write(`${String(size).padStart(8)}  ${file}\n`)
process.stdout.write(`${String(gzipBytes).padStart(8)}  first load of the sign-in page, gzip (limit ${LIMIT})\n`)
if (gzipBytes > LIMIT) process.exitCode = 1
