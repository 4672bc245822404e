import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'

/** Linux keeps this folder in memory. In a container it may have 64 MB only. */
const MEMORY = '/dev/shm'
const ROOM_BYTES = 2 ** 31

/** Tests put here what need not outlive them: in memory if there is room, since each test makes a database of hundreds of files. */
export async function quickTmp(): Promise<string> {
  const room = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  return room >= ROOM_BYTES ? MEMORY : tmpdir()
}
