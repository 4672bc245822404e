import { fileURLToPath } from 'node:url'
import { FIRST_LOAD_LIMIT, firstLoadSize } from './firstLoadSize.ts'

const { files, gzipBytes } = await firstLoadSize(fileURLToPath(new URL('../dist', import.meta.url)))
for (const { file, gzipBytes: size } of files) process.stdout.write(`${String(size).padStart(8)}  ${file}\n`)
process.stdout.write(
  `${String(gzipBytes).padStart(8)}  first load of the sign-in page, gzip (limit ${FIRST_LOAD_LIMIT})\n`,
)
if (gzipBytes > FIRST_LOAD_LIMIT) process.exitCode = 1
